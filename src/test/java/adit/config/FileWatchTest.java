package adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileWatchTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void aFile() throws IOException {
        Files.createDirectory(folder.resolve("blocked"));
        write("blocked/ads.txt", "ads.example");
        write("users", "");
        file = write(
                "adit.yaml",
                "policy: {block_lists: ['blocked/*.txt']}\npolicies: {few: {block_lists: [few.txt]}}\nauthentications:"
                        + " {staff: {htpasswd: users}}");
        write("few.txt", "few.example");
    }

    @Test
    void aChangeIsTakenUpOnceItIsQuiet() throws Exception {
        LiveSettings live = start();
        assertThat(live.reloadIfChanged()).isEmpty();

        write("adit.yaml", "policy: {block_lists: ['blocked/*.txt']}\nshutdown: {drain_timeout: 1s}");
        assertThat(live.reloadIfChanged()).isEmpty();
        write("adit.yaml", "policy: {block_lists: ['blocked/*.txt']}\nshutdown: {drain_timeout: 12s}");
        assertThat(live.reloadIfChanged()).isEmpty();
        assertThat(live.reloadIfChanged()).isPresent();
        assertThat(live.current().drainTimeout()).hasSeconds(12);
        assertThat(live.reloadIfChanged()).isEmpty();
    }

    @Test
    void everyFileThatIsNamedIsWatched() throws Exception {
        for (String name : new String[] {"blocked/ads.txt", "few.txt", "users"}) {
            LiveSettings live = start();
            write(name, "# changed, and longer");
            live.reloadIfChanged();
            assertThat(live.reloadIfChanged()).as(name).isPresent();
        }
    }

    @Test
    void aListThatComesOrGoesIsAChange() throws Exception {
        LiveSettings live = start();
        write("blocked/more.txt", "more.example");
        live.reloadIfChanged();
        assertThat(live.reloadIfChanged().orElseThrow().applied()).containsExactly("policy.block_lists (entries: 2)");
        Files.delete(folder.resolve("blocked/ads.txt"));
        live.reloadIfChanged();
        assertThat(live.reloadIfChanged().orElseThrow().applied()).containsExactly("policy.block_lists (entries: 1)");
    }

    @Test
    void whatIsWrongIsToldOnceAndWhatRunsStays() throws Exception {
        LiveSettings live = start();
        write("adit.yaml", "policy: {block_lists: [missing.txt]}");
        live.reloadIfChanged();
        assertThat(live.reloadIfChanged().orElseThrow().succeeded()).isFalse();
        assertThat(live.reloadIfChanged()).isEmpty();
        assertThat(live.generation()).isEqualTo(1);

        write("missing.txt", "there.example");
        live.reloadIfChanged();
        assertThat(live.reloadIfChanged().orElseThrow().succeeded()).isTrue();
    }

    @Test
    void aReloadByHandIsNotDoneAgain() throws Exception {
        LiveSettings live = start();
        write("few.txt", "other.example\n");
        live.reload();
        assertThat(live.reloadIfChanged()).isEmpty();
        assertThat(live.reloadIfChanged()).isEmpty();
    }

    @Test
    void itIsTurnedOnByTheConfiguration() throws Exception {
        assertThat(Loading.defaults().watchInterval()).isEmpty();
        assertThat(Loading.load("reload: {watch: true}").watchInterval().orElseThrow())
                .hasSeconds(5);
        assertThat(Loading.load("reload: {watch: true, interval: 1m}")
                        .watchInterval()
                        .orElseThrow())
                .hasMinutes(1);
        assertThat(Loading.problems("reload: {interval: 999ms}")).hasSize(1);
    }

    private LiveSettings start() throws ConfigurationException {
        return new LiveSettings(new ConfigurationLoader(Optional.of(file), Map.of(), Map.of()), () -> Instant.EPOCH);
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
