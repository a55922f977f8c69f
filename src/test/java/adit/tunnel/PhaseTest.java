package adit.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PhaseTest {
    /** Each phase, and the phase after each event; a dot where the event changes nothing. */
    private static final String TABLE = """
            phase       | SECURED     REQUESTED   ALLOWED   RESOLVED   CONNECTED FORWARDED RETRIED   GRANTED  HALF_ENDED REFUSED   ENDED
            HANDSHAKING | NEGOTIATING .           .         .          .         .         .         .        .          REJECTING CLOSED
            NEGOTIATING | .           AUTHORISING .         .          .         .         .         .        .          REJECTING CLOSED
            AUTHORISING | .           .           RESOLVING .          .         .         .         .        .          REJECTING CLOSED
            RESOLVING   | .           .           .         CONNECTING .         .         .         .        .          REJECTING CLOSED
            CONNECTING  | .           .           .         .          REPLYING  AWAITING  .         .        .          REJECTING CLOSED
            AWAITING    | .           .           .         .          .         .         RESOLVING RELAYING .          REJECTING CLOSED
            REPLYING    | .           .           .         .          .         .         .         RELAYING .          .         CLOSED
            RELAYING    | .           .           .         .          .         .         .         .        DRAINING   .         CLOSED
            DRAINING    | .           .           .         .          .         .         .         .        .          .         CLOSED
            REJECTING   | .           .           .         .          .         .         .         .        .          .         CLOSED
            CLOSED      | .           .           .         .          .         .         .         .        .          .         .
            """;

    private static final List<List<String>> ROWS = TABLE.lines()
            .map(line -> List.of(line.replace("|", "").trim().split("\\s+")))
            .toList();

    static Stream<Arguments> cells() {
        List<String> events = ROWS.get(0).subList(1, ROWS.get(0).size());
        return ROWS.stream().skip(1).flatMap(row -> events.stream()
                .map(event -> Arguments.of(row.get(0), event, row.get(1 + events.indexOf(event)))));
    }

    @ParameterizedTest(name = "{0} after {1}")
    @MethodSource("cells")
    void anEventLeadsWhereTheTableSays(Phase phase, Event event, String next) {
        assertThat(phase.after(event)).isEqualTo(next.equals(".") ? phase : Phase.valueOf(next));
    }

    @Test
    void theTableHasEveryPhaseAndEveryEvent() {
        assertThat(ROWS.stream().skip(1).map(row -> row.get(0))).containsExactly(names(Phase.values()));
        assertThat(ROWS.get(0).stream().skip(1)).containsExactly(names(Event.values()));
    }

    @Test
    void aClientCanBeToldOfARefusalUntilItsTargetAnswers() {
        assertThat(Phase.values())
                .filteredOn(Phase::isEstablishing)
                .containsExactlyElementsOf(EnumSet.range(Phase.HANDSHAKING, Phase.AWAITING));
    }

    @Test
    void bytesFlowUntilBothDirectionsHaveEnded() {
        assertThat(Phase.values()).filteredOn(Phase::isRelaying).containsExactly(Phase.RELAYING, Phase.DRAINING);
    }

    private static String[] names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toArray(String[]::new);
    }
}
