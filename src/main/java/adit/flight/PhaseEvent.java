package adit.flight;

import adit.tunnel.Phase;
import java.util.Locale;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A tunnel in one of its phases. It is the recorder that reads the fields. */
@Name("adit.Phase")
@Label("Tunnel Phase")
@Category("Adit")
@Description("A phase of a tunnel, told when the next one begins")
@StackTrace(false)
final class PhaseEvent extends Event {
    @Label("Tunnel")
    @Description("Its id, as in records and replies")
    final String tunnel;

    @Label("Phase")
    final String phase;

    private final transient Phase constant;

    PhaseEvent(String tunnel, Phase phase) {
        this.tunnel = tunnel;
        this.phase = phase.name().toLowerCase(Locale.ROOT);
        this.constant = phase;
        begin();
    }

    boolean is(Phase other) {
        return constant == other;
    }
}
