package adit.management;

import adit.account.LiveListener;
import adit.management.TunnelsMXBean.OutcomeTotal;
import java.util.List;

/** {@code adit:type=Listener,name="…"}: the figures of {@link TunnelsMXBean}, of the tunnels of one listener. */
@Description("One address that clients come in by, and the tunnels of those that did.")
public interface ListenerMXBean {

    @Description("The address and port it listens on, also while it is paused.")
    String getAddress();

    @Description("How its clients say who they are: a name of the configuration, or none.")
    String getAuthentication();

    @Description("The certificates it shows to clients, soonest to expire first; none unless the mode is https.")
    List<CertificateRow> getCertificates();

    @Description("Where all of its clients are led to in mode tcp; empty in the other modes.")
    String getDestination();

    @Description("How its clients are spoken to: http, https or tcp.")
    String getMode();

    @Description("The name of the policy that its clients are subject to.")
    String getPolicy();

    @Description("LISTENING, PAUSED (its clients are refused until resume) or STOPPED (as the proxy is).")
    LiveListener.State getState();

    @Description("Tunnels accepted here and not yet closed, in any phase.")
    @Unit("tunnels")
    int getLiveCount();

    @Description("Tunnels accepted here since the start: live and closed ones.")
    @Unit("tunnels")
    long getOpenedTotal();

    @Description("Tunnels accepted here and closed since the start: the sum of OutcomeTotals.")
    @Unit("tunnels")
    long getClosedTotal();

    @Description("Bytes relayed from targets to its clients since the start, live tunnels included.")
    @Unit("bytes")
    long getBytesToClientTotal();

    @Description("Bytes relayed from its clients to targets since the start, live tunnels included.")
    @Unit("bytes")
    long getBytesToTargetTotal();

    @Description("How the establishment of its closed tunnels ended: one row for each outcome, also where it is zero.")
    List<OutcomeTotal> getOutcomeTotals();

    @Description(
            "Closes the listening socket, so that new clients are refused at once; open tunnels go on. Says how it ended.")
    String pause();

    @Description("Listens again on the same address after a pause. Says how it ended.")
    String resume();

    /** One certificate in use. */
    interface CertificateRow {
        @Description("Whom it is for, as X.500 writes it.")
        String getSubject();

        @Description("The DNS names that it is for.")
        List<String> getNames();

        @Description("The end of its validity, in UTC by ISO 8601.")
        String getNotAfter();

        @Description("Whole days until then; negative when it is over.")
        long getDaysLeft();
    }
}
