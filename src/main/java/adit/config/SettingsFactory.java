package adit.config;

import adit.config.Settings.Limits;
import adit.policy.AddressRules;
import adit.policy.PortSet;
import adit.policy.TargetPattern;
import adit.policy.TargetPolicy;
import java.nio.file.Path;
import java.util.Optional;

/** Makes settings of checked values, and checks what concerns more than one of them. */
final class SettingsFactory {
    private final Optional<Path> file;
    private final Values values;
    private final Problems problems;

    SettingsFactory(Optional<Path> file, Values values, Problems problems) {
        this.file = file;
        this.values = values;
        this.problems = problems;
    }

    /** The settings; not to be used where there are problems. */
    Settings settings() {
        return new Settings(
                file,
                new Listeners(values, problems).read(),
                values.get(Schema.INITIATION_TIMEOUT),
                Schema.CLIENT_TO_TARGET.read(values),
                values.get(Schema.CONNECT_TIMEOUT),
                values.get(Schema.DNS_CACHE_TTL),
                Schema.TARGET_TO_CLIENT.read(values),
                policy(),
                new Limits(
                        values.get(Schema.MAX_CONNECTIONS),
                        values.get(Schema.HEAD_SIZE).intValue()),
                values.get(Schema.DRAIN_TIMEOUT));
    }

    private TargetPolicy policy() {
        Optional<TargetPattern> allowed = values.find(Schema.ALLOWED_TARGETS).map(Located::value);
        Located<PortSet> ports = values.located(Schema.CONNECT_PORTS);
        boolean giveWay = allowed.isPresent() && ports.isDefault();
        return new TargetPolicy(
                new BlockListFiles(file, problems).read(values.get(Schema.BLOCK_LISTS)),
                allowed,
                giveWay ? Optional.empty() : Optional.of(ports.value()),
                new AddressRules(values.get(Schema.ALLOWED_ADDRESSES)));
    }
}
