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

    @Description("What becomes of what block lists and rules deny: enforce, report or open.")
    String getMode();

    @Description("The rules in their order, of which the first that matches decides.")
    List<String> getRules();

    @Description("Tunnels since the start that a policy in mode report would have denied.")
    @Unit("tunnels")
    long getWouldDenyTotal();

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

    @Description("Tells what each listener would make of a request and why, without connecting; the name is looked up.")
    String explain(
            @ParameterName("target") @Description("What is asked for: host:port for CONNECT, or an http:// URL.")
                    String target,
            @ParameterName("client") @Description("The address of the client; empty for 127.0.0.1.") String client,
            @ParameterName("user") @Description("The user; empty for none.") String user);

    /** One policy. */
    interface PolicyRow {
        String getName();

        /** What becomes of what it denies: enforce, report or open. */
        String getMode();

        List<String> getRules();

        String getAllowedTargets();

        String getAllowedConnectPorts();

        String getAllowedHttpPorts();

        List<String> getAllowedAddresses();

        /** Entries of its block lists. */
        int getBlockedNames();
    }
}
