package adit.config;

import static adit.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import adit.http.Target;
import adit.lists.BlockLists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file itself, and the files that it names. */
final class FilesTest {
    @TempDir
    private Path folder;

    @Test
    void aMissingFileIsRefused() {
        Path file = folder.resolve("none.yaml");

        assertThat(problems(loader(file))).containsExactly(file + ": does not exist");
    }

    @Test
    void aFolderIsRefused() {
        assertThat(problems(loader(folder))).containsExactly(folder + ": is a folder, not a file");
    }

    @Test
    void aFileThatMayNotBeReadIsRefused() throws IOException {
        Path file = write("adit.yaml", "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "root reads everything");

        assertThat(problems(loader(file))).containsExactly(file + ": may not be read by this user");
    }

    @Test
    void aHugeFileIsRefused() throws IOException {
        Path file = write("adit.yaml", "#".repeat(YamlTree.MAX_BYTES + 1));

        assertThat(problems(loader(file)))
                .containsExactly(file + ": is larger than 1mb; long lists belong in the files of policy.block_lists");
    }

    @Test
    void theLargestFileIsRead() throws Exception {
        Path file = write("adit.yaml", "#".repeat(YamlTree.MAX_BYTES));

        assertThat(loader(file).load().file()).contains(file);
    }

    @Test
    void aWrongFileAndAWrongVariableAreReportedTogether() {
        Path file = folder.resolve("none.yaml");
        Map<String, String> environment = Map.of("ADIT_OPEN_PROXY", "yes");

        assertThat(problems(new ConfigurationLoader(Optional.of(file), environment, Map.of())))
                .hasSize(2);
    }

    @Test
    void blockListsAreReadFromTheFolderOfTheFile() throws Exception {
        write("blocked/ads.txt", "# comment", "ads.example");
        write("blocked/more.txt", "*.tracker.example");
        write("blocked/notes.md", "not a list at all");
        Files.createDirectory(folder.resolve("blocked/folder.txt"));
        Path file = write("adit.yaml", "policy: {block_lists: ['blocked/*.txt', 'blocked/ads.txt']}");

        BlockLists list = loader(file).load().policyOf("main").blocked();

        assertThat(list.size()).isEqualTo(2);
        assertThat(list.match(Target.parse("ads.example:443"))).contains("blocked/ads.txt:2");
        assertThat(list.match(Target.parse("a.tracker.example:443"))).contains("blocked/more.txt:1");
        assertThat(list.match(Target.parse("tracker.example:443"))).isEmpty();
    }

    @Test
    void theIdOfAListElsewhereDoesNotTellWhereItLies(@TempDir Path elsewhere) throws Exception {
        Path list = Files.writeString(elsewhere.resolve("ads.txt"), "ads.example");
        Path file = write("adit.yaml", "policy: {block_lists: ['" + list + "']}");

        assertThat(loader(file).load().policyOf("main").blocked().match(Target.parse("ads.example:443")))
                .contains("ads.txt:1");
    }

    @Test
    void aWildcardMayMatchNothing() throws Exception {
        Path file = write("adit.yaml", "policy: {block_lists: ['blocked/*.txt', '*.list']}");

        assertThat(loader(file).load().policyOf("main").blocked().size()).isZero();
    }

    @Test
    void aListThatIsNamedMustExist() throws IOException {
        Path file = write("adit.yaml", "policy:", "  block_lists:", "    - blocked/ads.txt");

        assertThat(problems(loader(file)))
                .containsExactly(file + ":3:7: policy.block_lists[0]: '" + folder.resolve("blocked/ads.txt")
                        + "' does not exist");
    }

    @Test
    void wildcardsInAFolderAreRefused() throws IOException {
        Path file = write("adit.yaml", "policy: {block_lists: ['*/ads.txt', '[']}");

        assertThat(problems(loader(file)))
                .containsExactly(
                        file + ":1:24: policy.block_lists[0]: found '*/ads.txt'; allowed: wildcards in the last part of"
                                + " the name only",
                        file + ":1:37: policy.block_lists[1]: found '['; allowed: the name of a file, such as"
                                + " blocked/*.txt");
    }

    private static ConfigurationLoader loader(Path file) {
        return new ConfigurationLoader(Optional.of(file), Map.of(), Map.of());
    }

    private Path write(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("\n", lines));
    }
}
