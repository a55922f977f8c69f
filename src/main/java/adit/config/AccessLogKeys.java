package adit.config;

import adit.accesslog.AccessLogSettings;
import adit.accesslog.BadLayoutException;
import adit.accesslog.Layout;
import adit.accesslog.LineFormat;
import adit.accesslog.Preset;
import adit.config.Scalar.Style;
import java.util.Optional;

/** The keys of the access log. */
record AccessLogKeys(Key<Format> format, Key<Layout> layout, Key<Integer> queue) {
    /** As {@link Preset}, and a layout of the operator's own. */
    enum Format {
        JSON,
        CLF,
        SQUID,
        LTSV,
        CUSTOM
    }

    static AccessLogKeys add() {
        return new AccessLogKeys(
                Schema.add(Key.of("access_log.format", Types.choice(Format.class), "the form of its lines")
                        .byDefault("json")),
                Schema.add(Key.of("access_log.layout", line(), "its line, for format custom")),
                Schema.add(Key.of("access_log.queue", Types.number(1, 1_000_000), "most records that wait for the disk")
                        .byDefault("10000")));
    }

    private static Type<Layout> line() {
        return new Scalar<>(
                Style.TEXT, "a line with fields in braces, such as '{time} {client} {target} {status}'", text -> {
                    try {
                        return Layout.parse(text);
                    } catch (BadLayoutException e) {
                        throw new IllegalArgumentException(e.getMessage() + hint(e.unknown()), e);
                    }
                });
    }

    private static String hint(String unknown) {
        return unknown.isEmpty() ? "" : Nearest.hint(Nearest.to(unknown, Layout.fields(), name -> name));
    }

    /** A layout that is written down but not used would be a surprise, as would be a choice of one that is not there. */
    AccessLogSettings read(Values values, Problems problems) {
        Located<Format> chosen = values.located(format);
        Optional<Located<Layout>> own = values.find(layout);
        boolean custom = chosen.value() == Format.CUSTOM;
        if (custom && own.isEmpty() && !problems.concern(layout.path())) {
            problems.refuse(chosen.location(), format.path(), "'custom'", "only with " + layout.path());
        }
        own.filter(line -> !custom)
                .ifPresent(line -> problems.refuse(
                        line.location(),
                        layout.path(),
                        Shown.quoted(line.value().text()),
                        "only with format custom"));
        return new AccessLogSettings(lines(chosen.value(), own), values.get(queue));
    }

    private static LineFormat lines(Format format, Optional<Located<Layout>> own) {
        return switch (format) {
            case JSON -> Preset.JSON;
            case CLF -> Preset.CLF;
            case SQUID -> Preset.SQUID;
            case LTSV -> Preset.LTSV;
            // Where there is none, that is a problem already.
            case CUSTOM -> own.<LineFormat>map(Located::value).orElse(Preset.JSON);
        };
    }
}
