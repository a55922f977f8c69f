package adit.management;

import adit.account.Crowd;
import java.util.List;
import javax.management.MBeanOperationInfo;

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

    @Description(
            "How often each rule of each policy decided since the start, also those that never did; all entries of a"
                    + " block list count as one rule. What fewer than " + Crowd.LEAST_CLIENTS
                    + " clients had decided is not told: each figure of it is -1. At most " + TunnelsMXBean.MAX_ROWS
                    + " rows.")
    List<RuleRow> getRuleFigures();

    @Description("Tunnels since the start that a policy in mode report would have denied.")
    @Unit("tunnels")
    long getWouldDenyTotal();

    @Description("Reloads since the start that came into force.")
    @Unit("reloads")
    long getReloadTotal();

    @Description("Reloads since the start that were refused.")
    @Unit("reloads")
    long getRefusedReloadTotal();

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
    @Impact(MBeanOperationInfo.INFO)
    String explain(
            @ParameterName("target") @Description("What is asked for: host:port for CONNECT, or an http:// URL.")
                    String target,
            @ParameterName("client") @Description("The address of the client; empty for 127.0.0.1.") String client,
            @ParameterName("user") @Description("The user; empty for none.") String user);

    /** What one rule decided. */
    interface RuleRow {
        @Description("The name of the policy that it belongs to.")
        String getPolicy();

        @Description("Its id, as refused clients are told; or the name of a block list.")
        String getRule();

        @Description("Requests that it decided on; -1 where that would tell of one client, as of what follows.")
        long getHits();

        @Description("How many different clients those were of, told no better than 0, less than three, or more.")
        String getClients();

        @Description("Those of them that it denied.")
        long getDenials();

        @Description("Those that it would have denied if its policy did more than report.")
        long getWouldDeny();

        @Description("When it decided last, in UTC by ISO 8601; empty where it never did, or that is not told.")
        String getLastHit();
    }

    /** One policy. */
    interface PolicyRow {
        @Description("As listeners name it.")
        String getName();

        @Description("What becomes of what it denies: enforce, report or open.")
        String getMode();

        @Description("Its rules in their order.")
        List<String> getRules();

        @Description("The expression that a canonical host:port must match where no rule does.")
        String getAllowedTargets();

        @Description("The ports that CONNECT may reach.")
        String getAllowedConnectPorts();

        @Description("The ports that plain HTTP requests may reach.")
        String getAllowedHttpPorts();

        @Description("The otherwise denied address ranges that may be reached.")
        List<String> getAllowedAddresses();

        @Description("Entries of its block lists.")
        int getBlockedNames();
    }
}
