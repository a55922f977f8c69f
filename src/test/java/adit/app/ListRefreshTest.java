package adit.app;

import static org.assertj.core.api.Assertions.assertThat;

import adit.config.ConfigurationLoader;
import adit.config.LiveSettings;
import adit.http.Target;
import adit.lists.Download;
import adit.lists.Download.Validators;
import adit.lists.ListException;
import adit.lists.ListStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListRefreshTest {
    @TempDir
    private Path folder;

    private long now;
    private Optional<String> text = Optional.of("0.0.0.0 ads.example\n");
    private int downloads;
    private LiveSettings settings;

    @BeforeEach
    void start() throws Exception {
        Path file = Files.writeString(
                folder.resolve("adit.yaml"),
                "policy: {block_lists: [{name: ads, url: 'https://lists.example/ads', refresh: 1h}]}");
        Download download = (uri, known, into, mostBytes, within) -> {
            downloads++;
            return written(into);
        };
        ListStore lists = new ListStore(folder.resolve("lists"), download, () -> Instant.EPOCH, () -> now);
        settings = new LiveSettings(
                new ConfigurationLoader(Optional.of(file), Map.of(), Map.of(), lists), () -> Instant.EPOCH);
    }

    @Test
    void aListIsRefreshedWhenItIsDueAndNotBefore() throws Exception {
        text = Optional.of("0.0.0.0 tracker.example\n");
        ListRefresh refresh = new ListRefresh(settings);

        refresh.run();
        assertThat(downloads).isOne();
        now += Duration.ofHours(1).toNanos();
        refresh.run();
        assertThat(downloads).isEqualTo(2);
        assertThat(isBlocked("tracker.example:443")).isTrue();
        assertThat(isBlocked("ads.example:443")).isFalse();
        assertThat(settings.generation()).isEqualTo(2);
    }

    @Test
    void aFailureLeavesTheListAsItIs() throws Exception {
        text = Optional.empty();
        now += Duration.ofHours(1).toNanos();

        new ListRefresh(settings).run();

        assertThat(downloads).isEqualTo(2);
        assertThat(isBlocked("ads.example:443")).isTrue();
        assertThat(settings.lastProblem(settings.current().blockLists().get(0))).contains("is out of reach");
    }

    private boolean isBlocked(String target) throws Exception {
        return settings.current()
                .policyOf("main")
                .blocked()
                .match(Target.parse(target))
                .isPresent();
    }

    private Optional<Validators> written(Path into) throws ListException {
        try {
            Files.writeString(into, text.orElseThrow(() -> new ListException("is out of reach")));
            return Optional.of(Validators.NONE);
        } catch (IOException e) {
            throw new ListException(e.toString());
        }
    }
}
