package adit.flight;

import adit.account.TunnelRecord;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A tunnel from its beginning, or that of the recording, to its end. It is the recorder that reads the fields. */
@Name("adit.Tunnel")
@Label("Tunnel")
@Category("Adit")
@Description("A tunnel, told when it has ended")
@StackTrace(false)
final class TunnelEvent extends Event {
    @Label("Tunnel")
    @Description("Its id, as in records and replies")
    String tunnel;

    @Label("Listener")
    String listener;

    @Label("Client")
    @Description("As far as privacy.client has it shown")
    String client;

    @Label("User")
    @Description("As far as privacy.user has it shown")
    String user;

    @Label("Target")
    @Description("As far as privacy.target has it shown")
    String target;

    @Label("Outcome")
    String outcome;

    @Label("Status")
    @Description("What the client was answered with, 0 where that was not possible")
    int status;

    @Label("Client to Target End")
    String clientToTargetEnd;

    @Label("Target to Client End")
    String targetToClientEnd;

    @Label("Bytes to Target")
    @DataAmount
    long bytesToTarget;

    @Label("Bytes to Client")
    @DataAmount
    long bytesToClient;

    @Label("Age")
    @Description("From the accepted connection to the end, also where the recording began later")
    @Timespan(Timespan.NANOSECONDS)
    long age;

    void commit(TunnelRecord told) {
        tunnel = told.tunnel();
        listener = told.listener();
        client = told.parties().client();
        user = told.parties().user();
        target = told.parties().target();
        outcome = told.outcome().label();
        status = told.status();
        clientToTargetEnd = told.toTarget().end().label();
        targetToClientEnd = told.toClient().end().label();
        bytesToTarget = told.toTarget().bytes();
        bytesToClient = told.toClient().bytes();
        age = told.durations().total();
        commit();
    }
}
