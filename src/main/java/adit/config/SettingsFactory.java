package adit.config;

import adit.config.Settings.Http;
import adit.config.Settings.Limits;
import adit.config.Settings.Tcp;
import adit.lists.ListStore;
import adit.policy.Grants;
import adit.policy.TargetPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes settings of checked values, and checks what concerns more than one of them. */
final class SettingsFactory {
    private final Optional<Path> file;
    private final ListStore lists;
    private final Values values;
    private final Problems problems;

    SettingsFactory(Optional<Path> file, ListStore lists, Values values, Problems problems) {
        this.file = file;
        this.lists = lists;
        this.values = values;
        this.problems = problems;
    }

    /** The settings; not to be used where there are problems. */
    Settings settings() {
        NamedFiles files = new NamedFiles(folder(), problems);
        Map<String, TargetPolicy> policies = new Policies(folder(), lists, values, problems).read();
        Authentications authentications = new Authentications(files, values, problems);
        TlsSection tls = new TlsSection(files, problems);
        List<Settings.Listener> listeners =
                new Listeners(values, policies, authentications.names(), tls, problems).read();
        return new Settings(
                file,
                listeners,
                values.get(Schema.INITIATION_TIMEOUT),
                Schema.CLIENT_TO_TARGET.read(values),
                values.get(Schema.CONNECT_TIMEOUT),
                Schema.DNS.read(values, files),
                Schema.TARGET_TO_CLIENT.read(values),
                new Tcp(Schema.CLIENT_TCP.read(values, problems), Schema.TARGET_TCP.read(values, problems)),
                values.get(Schema.DATA_PATH),
                policies,
                authentications.read(),
                new Http(
                        values.get(Schema.CLIENT_IDLE_TIMEOUT),
                        values.get(Schema.ORIGIN_IDLE_TIMEOUT),
                        values.get(Schema.MAX_IDLE_ORIGINS)),
                new Limits(
                        values.get(Schema.MAX_CONNECTIONS),
                        values.get(Schema.HEAD_SIZE).intValue(),
                        Schema.WORK_LIMITS.read(values),
                        Schema.SHARED_LIMITS.read(values)),
                values.get(Schema.DRAIN_TIMEOUT),
                values.get(Schema.WATCH) ? Optional.of(values.get(Schema.WATCH_INTERVAL)) : Optional.empty(),
                Schema.PRIVACY.read(values),
                Schema.ACCESS_LOG.read(values, problems),
                Schema.JMX.read(values, files, problems),
                Schema.ADMIN.read(values, listeners, files, problems),
                List.of(),
                Grants.NONE);
    }

    /** Where the names of other files start: the working directory where there is no file. */
    private Path folder() {
        return file.map(Path::getParent).orElse(Path.of(""));
    }
}
