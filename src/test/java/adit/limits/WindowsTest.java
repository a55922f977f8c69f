package adit.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {
    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    @ParameterizedTest
    @CsvSource({
        "2026-02-28T23:30:00Z, HOUR,  2026-02-28T23:00:00Z, 2026-03-01T00:00:00Z",
        "2026-02-28T23:30:00Z, DAY,   2026-02-28T23:00:00Z, 2026-03-01T23:00:00Z",
        "2026-02-28T23:30:00Z, WEEK,  2026-02-22T23:00:00Z, 2026-03-01T23:00:00Z",
        "2026-02-28T23:30:00Z, MONTH, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z",
        // The clock goes forward: a day of 23 hours.
        "2026-03-29T12:00:00Z, DAY,   2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        // The clock goes back: a day of 25 hours, and an hour that comes twice is two.
        "2026-10-25T12:00:00Z, DAY,   2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "2026-10-25T00:30:00Z, HOUR,  2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z",
        "2026-10-25T01:30:00Z, HOUR,  2026-10-25T01:00:00Z, 2026-10-25T02:00:00Z"
    })
    void windowsAreThoseOfTheCalendar(Instant now, Period period, Instant begin, Instant end) {
        Windows windows = new Windows(now, ZURICH);

        assertThat(Instant.ofEpochSecond(windows.begin(period))).isEqualTo(begin);
        assertThat(Instant.ofEpochSecond(windows.end(period))).isEqualTo(end);
    }

    @Test
    void windowsCoverTheirHourAndNoMore() {
        Windows windows = new Windows(Instant.parse("2026-05-05T10:30:00Z"), ZURICH);

        assertThat(windows.cover(Instant.parse("2026-05-05T10:00:00Z"), ZURICH)).isTrue();
        assertThat(windows.cover(Instant.parse("2026-05-05T10:59:59.9Z"), ZURICH))
                .isTrue();
        assertThat(windows.cover(Instant.parse("2026-05-05T11:00:00Z"), ZURICH)).isFalse();
        assertThat(windows.cover(Instant.parse("2026-05-05T09:59:59Z"), ZURICH)).isFalse();
        assertThat(windows.cover(Instant.parse("2026-05-05T10:30:00Z"), ZoneId.of("UTC")))
                .isFalse();
    }
}
