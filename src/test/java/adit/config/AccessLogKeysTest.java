package adit.config;

import static adit.config.Loading.load;
import static adit.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import adit.accesslog.AccessLogSettings;
import adit.accesslog.Layout;
import adit.accesslog.Preset;
import adit.privacy.Dial;
import adit.privacy.Disclosure;
import org.junit.jupiter.api.Test;

class AccessLogKeysTest {
    @Test
    void byDefaultLinesAreJsonAndNobodyIsShown() throws Exception {
        assertThat(Loading.defaults().accessLog()).isEqualTo(new AccessLogSettings(Preset.JSON, 10_000));
        assertThat(Loading.defaults().dial()).isEqualTo(Dial.NONE);
    }

    @Test
    void eachKeyHasItsEffect() throws Exception {
        Settings settings = load("access_log: {format: squid, queue: 7}", "privacy: {client: full, user: hashed}");

        assertThat(settings.accessLog()).isEqualTo(new AccessLogSettings(Preset.SQUID, 7));
        assertThat(settings.dial()).isEqualTo(new Dial(Disclosure.FULL, Disclosure.HASHED, Disclosure.NONE));
        assertThat(load("access_log: {format: custom, layout: '{time} {target}'}")
                        .accessLog()
                        .format())
                .isEqualTo(Layout.parse("{time} {target}"));
    }

    @Test
    void anUnknownFieldIsToldWithItsLineAndTheNearestName() {
        assertThat(problems("access_log:", "  format: custom", "  layout: '{clinet} {target}'"))
                .singleElement()
                .asString()
                .startsWith("adit.yaml:3:11: access_log.layout: found '{clinet} {target}' (there is no field {clinet};"
                        + " did you mean 'client'?); allowed: a line with fields in braces");
    }

    @Test
    void aLayoutAndTheFormatCustomNeedEachOther() {
        assertThat(problems("access_log: {format: custom}"))
                .containsExactly(
                        "adit.yaml:1:22: access_log.format: found 'custom'; allowed: only with access_log.layout");
        assertThat(problems("access_log: {format: clf, layout: '{time}'}"))
                .containsExactly("adit.yaml:1:35: access_log.layout: found '{time}'; allowed: only with format custom");
    }

    @Test
    void aReloadTakesUpBoth() throws Exception {
        Settings before = load("");
        Settings next = load("access_log: {format: clf}", "privacy: {target: full}");

        assertThat(Changes.applied(before, NextSettings.of(before, next))).containsExactly("privacy", "access_log");
    }
}
