package adit.management;

import java.util.List;

/** {@code adit:type=Policy}. */
@Description(
        "The policies that say which targets a client may reach, and their reload; the attributes show the one named default.")
public interface PolicyMXBean {

    @Description("The otherwise denied address ranges that may be reached.")
    List<String> getAllowedAddresses();

    @Description("The ports that CONNECT may reach.")
    String getAllowedPorts();

    @Description("The expression that a canonical host:port must match.")
    String getAllowedTargets();

    @Description("Entries of the block lists in force.")
    @Unit("entries")
    int getBlockedNames();

    @Description("All policies, the one named default first, as far as a listener may name them.")
    List<PolicyRow> getPolicies();

    @Description("The rules in their order, of which the first that matches decides.")
    List<String> getRules();

    @Description("The policies in force: 1 at the start, one more for each reload that succeeded.")
    @Unit("generations")
    long getGeneration();

    @Description("When the last reload was, how it ended and, where it was refused, why.")
    String getLastReload();

    @Description("False where the last reload was refused and the rules before it are still in force.")
    boolean isLastReloadSucceeded();

    @Description(
            "Reads the configuration and the block lists again; where anything is wrong, what runs stays. Says how it ended.")
    String reload();

    /** One policy. */
    interface PolicyRow {
        String getName();

        List<String> getRules();

        String getAllowedTargets();

        String getAllowedConnectPorts();

        String getAllowedHttpPorts();

        List<String> getAllowedAddresses();

        /** Entries of its block lists. */
        int getBlockedNames();
    }
}
