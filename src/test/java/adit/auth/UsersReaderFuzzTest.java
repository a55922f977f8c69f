package adit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;

/** Replays its corpus; fuzzes with {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Dtest=UsersReaderFuzzTest}. */
class UsersReaderFuzzTest {

    @FuzzTest
    void everyFileIsReadOrRefusedInOneLineForEachProblem(byte[] content) {
        UsersReader reader = new UsersReader();
        reader.readUsers(Path.of("users"), content);
        reader.readGroups(Path.of("groups"), content);
        try {
            assertThat(reader.users().size()).isLessThanOrEqualTo(content.length);
        } catch (UserFileException e) {
            assertThat(e.problems()).isNotEmpty().hasSizeLessThanOrEqualTo(42);
            assertThat(e.getMessage().lines()).hasSameSizeAs(e.problems());
            assertThat(e.getMessage().chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
        }
    }
}
