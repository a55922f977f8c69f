package adit;

import static org.assertj.core.api.Assertions.assertThat;

import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/outcomes.md} has each end that a tunnel can come to, with what is told of it. */
class OutcomesManualTest {
    private static final String PAGE = "outcomes.md";

    @Test
    void thePageListsTheOutcomes() throws IOException {
        List<String> lines = new ArrayList<>(
                Manual.head("outcome", "status", "who has to act", "Proxy-Status", "what the client is told to do"));
        for (Outcome outcome : Outcome.values()) {
            lines.add(Manual.row(
                    "[" + outcome.label() + "](#" + outcome.label() + ")",
                    outcome.hasReply() ? Integer.toString(outcome.status()) : "none",
                    outcome.blame().name().toLowerCase(Locale.ROOT),
                    outcome.proxyError().isEmpty() ? "" : Manual.code(outcome.proxyError()),
                    Manual.plain(outcome.advice())));
        }
        Manual.assertTells(PAGE, "outcomes", lines);
    }

    @Test
    void thePageSaysWhatToDoAboutEachOutcomeAndEachEndOfADirection() throws IOException {
        assertThat(Manual.headings(Manual.page(PAGE), 3))
                .isEqualTo(Stream.concat(
                                Arrays.stream(Outcome.values()).map(Outcome::label),
                                Arrays.stream(RelayEnd.values())
                                        .map(RelayEnd::label)
                                        .map(OutcomesManualTest::title))
                        .toList());
    }

    /** Two names are those of an outcome as well. */
    private static String title(String end) {
        return Arrays.stream(Outcome.values())
                        .anyMatch(outcome -> outcome.label().equals(end))
                ? end + " (of a direction)"
                : end;
    }

    @Test
    void thePageSaysHowEachEndLeavesTheOtherDirection() throws IOException {
        List<String> lines = new ArrayList<>(Manual.head("end of a direction", "the other direction, if it is open"));
        for (RelayEnd end : RelayEnd.values()) {
            lines.add(Manual.row(end.label(), end.inOtherDirection().label()));
        }
        Manual.assertTells(PAGE, "ends", lines);
    }
}
