package adit.management;

import java.util.List;

/** {@code adit:type=Dns}. Names no name that was looked up. */
@Description("How names become addresses: who is asked, what the cache answers, and how long the others wait.")
public interface DnsMXBean {

    @Description("DNS: name servers are asked; SYSTEM: the resolver of this machine.")
    String getMode();

    @Description("The name servers, the first of them first; none where the resolver of this machine is asked.")
    List<String> getServers();

    @Description("Answers in the cache: one for each name and family of addresses.")
    @Unit("answers")
    int getCacheSize();

    @Description("The most answers that the cache keeps.")
    @Unit("answers")
    int getCacheLimit();

    @Description("Look-ups that the cache answered with addresses.")
    @Unit("look-ups")
    long getHitTotal();

    @Description("Look-ups that the cache answered with the knowledge that there is no address.")
    @Unit("look-ups")
    long getNegativeHitTotal();

    @Description("Look-ups that had to wait for an answer; several may wait for the same.")
    @Unit("look-ups")
    long getMissTotal();

    @Description("Look-ups that nobody answered in time or at all, and those that were too many.")
    @Unit("look-ups")
    long getFailureTotal();

    @Description("Names that are being looked up.")
    @Unit("names")
    int getPendingCount();

    @Description("The most names that may be looked up at once.")
    @Unit("names")
    int getPendingLimit();

    @Description("How long half of the names took that were looked up since the start, at most.")
    @Unit("milliseconds")
    double getLatencyMillisP50();

    @Description("How long 99 % of the names took that were looked up since the start, at most.")
    @Unit("milliseconds")
    double getLatencyMillisP99();

    @Description("Empties the cache. Says how many answers there were.")
    String flush();
}
