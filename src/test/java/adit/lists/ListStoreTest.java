package adit.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import adit.http.Target;
import adit.lists.Download.Validators;
import adit.lists.ListServer.Manner;
import adit.lists.ListSource.Bounds;
import adit.lists.ListSource.OnDisk;
import adit.lists.ListSource.OnTheWeb;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListStoreTest {
    private static final Duration REFRESH = Duration.ofHours(1);
    private static final String ADS = "0.0.0.0 ads.example\n";
    private static final String TRACKERS = "0.0.0.0 tracker.example\n";

    @TempDir
    private Path folder;

    private long now;
    private ListServer server;
    private ListStore store;
    private ListSource source;

    @BeforeEach
    void open() throws Exception {
        server = new ListServer();
        server.text = ADS;
        store = store();
        source = source(server, new Bounds(1000, 1000));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aListIsFetchedOnceAndIsThenInMemory() throws Exception {
        BlockList list = store.load(source);

        assertThat(list.match(Target.parse("ads.example:443"))).contains("ads:1");
        assertThat(list.loadedAt()).isEqualTo(TestLists.NOW);
        assertThat(store.load(source)).isSameAs(list);
        assertThat(server.asked).containsExactly("");
    }

    @Test
    void aListThatHasNotChangedIsNotFetchedAgain() throws Exception {
        BlockList list = store.load(source);

        assertThat(store.reload(source)).isSameAs(list);
        assertThat(server.asked).hasSize(2).last().asString().startsWith("\"");
    }

    @Test
    void aListThatHasChangedIsFetched() throws Exception {
        BlockList old = store.load(source);
        server.text = TRACKERS;

        BlockList list = store.reload(source);

        assertThat(list).isNotSameAs(old);
        assertThat(list.match(Target.parse("tracker.example:443"))).contains("ads:1");
        assertThat(store.load(source)).isSameAs(list);
    }

    @Test
    void aListWithoutValidatorIsFetchedEachTime() throws Exception {
        server.manner = Manner.NO_VALIDATOR;
        BlockList list = store.load(source);

        assertThat(store.reload(source)).isNotSameAs(list);
        assertThat(server.asked).containsExactly("", "");
    }

    @Test
    void aStartUsesTheLastGoodCopyAndAsksTheWebLater() throws Exception {
        store.load(source);
        server.manner = Manner.SILENT;
        ListStore next = store();

        BlockList list = next.load(source);

        assertThat(list.match(Target.parse("ads.example:443"))).isPresent();
        assertThat(next.isDue(source)).isTrue();
        assertThat(server.asked).hasSize(1);
        server.manner = Manner.GOOD;
        assertThat(next.reload(source)).isSameAs(list);
        assertThat(next.isDue(source)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.0.0.0 ads.exam"})
    void aCopyThatIsNotWholeIsFetchedAgain(String rest) throws Exception {
        store.load(source);
        Files.writeString(copy(), rest);

        assertThat(store().load(source).match(Target.parse("ads.example:443"))).isPresent();
        assertThat(server.asked).containsExactly("", "");
    }

    @Test
    void anEmptyCopyIsNoneThoughNothingIsKnownOfIt() throws Exception {
        store.load(source);
        Files.writeString(copy(), "");
        Files.delete(Path.of(copy() + ".version"));

        assertThat(store().load(source).size()).isOne();
        assertThat(server.asked).containsExactly("", "");
    }

    @Test
    void aCopyThatCannotBeReadIsFetchedAgain() throws Exception {
        store.load(source);
        Files.writeString(copy(), "<html>\n");

        assertThat(store().load(source).size()).isOne();
        assertThat(server.asked).containsExactly("", "");
    }

    @Test
    void withoutCopyAndWithoutWebThereIsNoList() {
        server.manner = Manner.NOT_FOUND;

        assertThatThrownBy(() -> store.load(source))
                .isInstanceOf(ListException.class)
                .hasMessage("cannot be fetched: its server answered 404");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_FOUND, cannot be fetched: its server answered 404",
        "REDIRECT_TO_HTTP, cannot be fetched: its server answered 302",
        "TRUNCATED, cannot be fetched: ",
    })
    void aFailureKeepsTheVersionBefore(Manner manner, String message) throws Exception {
        BlockList list = store.load(source);
        server.text = TRACKERS;
        server.manner = manner;

        assertKept(list, message);
    }

    @ParameterizedTest
    @CsvSource({
        "'<html>\n', 'has no line that is understood; the first: line 1 ''<html>'''",
        "'', is empty where it was fetched from",
        "'# nothing\n', is empty where it was fetched from",
    })
    void aBadVersionKeepsTheVersionBefore(String text, String message) throws Exception {
        BlockList list = store.load(source);
        server.text = text;

        assertKept(list, message);
    }

    @Test
    void aVersionThatIsTooLargeKeepsTheVersionBefore() throws Exception {
        BlockList list = store.load(source);
        server.text = "#".repeat(1001);

        assertKept(list, "cannot be fetched: IOException it is larger than max_size allows");
    }

    private void assertKept(BlockList list, String message) throws Exception {
        assertThatThrownBy(() -> store.reload(source)).hasMessageStartingWith(message);
        assertThat(store.lastProblem(source)).get().asString().startsWith(message);
        assertThat(store.load(source)).isSameAs(list);
        assertThat(store().load(source).match(Target.parse("ads.example:443"))).isPresent();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }

        server.manner = Manner.GOOD;
        server.text = TRACKERS;
        assertThat(store.reload(source).match(Target.parse("tracker.example:443")))
                .isPresent();
        assertThat(store.lastProblem(source)).isEmpty();
    }

    @Test
    void aRedirectionWithinHttpsIsFollowed() throws Exception {
        server.manner = Manner.REDIRECT_TO_HTTPS;

        assertThat(store.load(source).size()).isOne();
    }

    @Test
    void aServerThatIsNotTrustedIsRefused() {
        ListStore strict =
                new ListStore(folder, new HttpsDownload(HttpClient::newHttpClient), () -> TestLists.NOW, () -> now);

        assertThatThrownBy(() -> strict.load(source))
                .hasMessageStartingWith("cannot be fetched: SSLHandshakeException");
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() throws Exception {
        server.manner = Manner.SILENT;
        Download download = new HttpsDownload(server::client);

        assertThatThrownBy(() -> download.fetch(
                        server.uri(), Validators.NONE, folder.resolve("x"), 1000, Duration.ofMillis(300)))
                .hasMessage("cannot be fetched: it took longer than 300 ms");
    }

    @Test
    void aListIsDueWhenItsCopyIsNoLongerGoodAndSoonerAfterAFailure() throws Exception {
        store.load(source);
        assertThat(store.isDue(source)).isFalse();
        now += REFRESH.toNanos() - 1;
        assertThat(store.isDue(source)).isFalse();
        now += 1;
        assertThat(store.isDue(source)).isTrue();

        server.manner = Manner.NOT_FOUND;
        assertThatThrownBy(() -> store.reload(source)).isInstanceOf(ListException.class);
        assertThat(store.isDue(source)).isFalse();
        now += Duration.ofMinutes(10).toNanos();
        assertThat(store.isDue(source)).isTrue();
    }

    @Test
    void anotherAddressHasAnotherCopy() throws Exception {
        store.load(source);
        try (ListServer other = new ListServer()) {
            other.text = TRACKERS;
            ListStore next = new ListStore(folder, new HttpsDownload(other::client), () -> TestLists.NOW, () -> now);

            assertThat(next.load(source(other, source.bounds())).match(Target.parse("tracker.example:443")))
                    .isPresent();
        }
    }

    @Test
    void aFileIsReadAgainOnlyWhereItHasChanged() throws Exception {
        Path file = Files.writeString(folder.resolve("list"), ADS);
        ListSource disk = new ListSource("list", new OnDisk(file), Optional.empty(), TestLists.BOUNDS);
        BlockList list = store.load(disk);

        assertThat(store.load(disk)).isSameAs(list);
        assertThat(store.isDue(disk)).isFalse();
        Files.writeString(file, "0.0.0.0 other.example\n");
        assertThat(store.load(disk)).isNotSameAs(list);
        assertThat(store.reload(disk)).isNotSameAs(store.reload(disk));
    }

    private ListStore store() {
        return new ListStore(folder, new HttpsDownload(server::client), () -> TestLists.NOW, () -> now);
    }

    private static ListSource source(ListServer server, Bounds bounds) {
        return new ListSource("ads", new OnTheWeb(server.uri(), REFRESH), Optional.empty(), bounds);
    }

    private Path copy() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(".version"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
