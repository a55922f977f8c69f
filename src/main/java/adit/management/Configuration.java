package adit.management;

import adit.config.EffectiveValue;
import adit.config.LiveSettings;
import java.util.List;

/** Safe for use by any thread. */
final class Configuration implements ConfigurationMXBean {
    private final LiveSettings settings;

    Configuration(LiveSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<ValueRow> getValues() {
        return settings.current().values().stream().<ValueRow>map(Row::new).toList();
    }

    private record Row(EffectiveValue effective) implements ValueRow {
        @Override
        public String getKey() {
            return Text.escape(effective.key());
        }

        @Override
        public String getValue() {
            return Text.escape(effective.value());
        }

        @Override
        public String getOrigin() {
            return Text.escape(effective.origin().toString());
        }
    }
}
