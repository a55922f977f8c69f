package adit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import adit.policy.Times.Hours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    private static final Instant MONDAY_NOON = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "08:00-18:00, 07:59:59, false",
        "08:00-18:00, 08:00:00, true",
        "08:00-18:00, 17:59:59, true",
        "08:00-18:00, 18:00:00, false",
        "22:00-06:00, 21:59:59, false",
        "22:00-06:00, 22:00:00, true",
        "22:00-06:00, 00:00:00, true",
        "22:00-06:00, 05:59:59, true",
        "22:00-06:00, 06:00:00, false",
        "00:00-24:00, 23:59:59, true",
        "18:00-24:00, 23:59:59, true",
        "18:00-24:00, 00:00:00, false",
        "18:00-00:00, 23:59:59, true",
        "18:00-00:00, 00:00:00, false"
    })
    void hoursBeginWithTheirFirstMinuteAndEndBeforeTheirLast(String hours, String time, boolean included) {
        assertThat(times(hours).include(Instant.parse("2026-11-23T" + time + "Z")))
                .isEqualTo(included);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T21:59:00Z, false",
        "2026-11-27T22:00:00Z, true",
        "2026-11-28T05:59:00Z, true",
        "2026-11-28T22:00:00Z, false",
        "2026-11-27T05:59:00Z, false",
        "2026-11-26T23:00:00Z, false"
    })
    void hoursThatCrossMidnightBelongToTheDayOnWhichTheyBegan(String time, boolean included) {
        Times fridayNight = times("22:00-06:00", DayOfWeek.FRIDAY);

        assertThat(fridayNight.include(Instant.parse(time))).isEqualTo(included);
    }

    @Test
    void aDayIsOneOfTheZone() {
        ZoneId auckland = ZoneId.of("Pacific/Auckland");

        assertThat(new Times(Set.of(DayOfWeek.TUESDAY), Optional.empty(), auckland).include(MONDAY_NOON))
                .isTrue();
        assertThat(new Times(Set.of(DayOfWeek.MONDAY), Optional.empty(), auckland).include(MONDAY_NOON))
                .isFalse();
        assertThat(new Times(Set.of(DayOfWeek.MONDAY), Optional.empty(), ZoneOffset.UTC).include(MONDAY_NOON))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // In Zurich 02:00 is skipped on 29 March, and 02:00 to 03:00 comes twice on 25 October.
        "2026-03-29T00:59:59Z, false",
        "2026-03-29T01:00:00Z, true",
        "2026-03-29T01:59:59Z, true",
        "2026-03-29T02:00:00Z, false",
        "2026-10-25T00:30:00Z, true",
        "2026-10-25T01:30:00Z, true",
        "2026-10-25T02:59:59Z, false"
    })
    void whatTheClocksOfTheZoneShowDecides(String time, boolean included) {
        String hours = time.startsWith("2026-03") ? "03:00-04:00" : "02:00-03:00";
        Times zurich = new Times(Set.of(), Optional.of(Hours.parse(hours)), ZoneId.of("Europe/Zurich"));

        assertThat(zurich.include(Instant.parse(time))).isEqualTo(included);
    }

    @Test
    void withoutDaysAndHoursItIsAlways() {
        assertThat(Times.ALWAYS.areAlways()).isTrue();
        assertThat(Times.ALWAYS.include(Instant.EPOCH)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "8:00-18:00",
                "08:00",
                "08:00-08:00",
                "24:00-08:00",
                "08:00-24:01",
                "08:60-09:00",
                "25:00-26:00",
                "08:00 - 18:00",
                "\u0660\u0668:00-18:00"
            })
    void whatIsNoPartOfADayIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Hours.parse(text));
    }

    @Test
    void hoursReadAsTheyAreWritten() {
        assertThat(Hours.parse("22:05-06:00")).hasToString("22:05-06:00");
    }

    private static Times times(String hours, DayOfWeek... days) {
        return new Times(Set.of(days), Optional.of(Hours.parse(hours)), ZoneOffset.UTC);
    }
}
