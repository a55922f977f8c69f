package adit.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JmxSetupTest {
    @TempDir
    private Path conf;

    private record Result(int code, String said) {}

    private Result setup(String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        return new Result(JmxSetup.execute(conf, out, out, arguments), said.toString());
    }

    @Test
    void secretsAreForTheirOwnerAndAreNotReplacedUnasked() throws IOException {
        Result first = setup("--address", "::1", "--port", "9999");

        assertThat(first.code()).as(first.said()).isZero();
        assertThat(first.said())
                .contains("\njmx:\n  address: \"[::1]:9999\"\n")
                .contains("service:jmx:rmi:///jndi/rmi://[::1]:9999/jmxrmi");
        Path folder = conf.resolve("jmx");
        assertThat(permissions(folder)).isEqualTo("rwx------");
        for (String secret : List.of("keystore.p12", "keystore.pass", "htpasswd", "access")) {
            assertThat(permissions(folder.resolve(secret))).isEqualTo("rw-------");
        }
        String users = Files.readString(folder.resolve("htpasswd"));
        assertThat(users.lines())
                .hasSize(2)
                .allMatch(line -> line.matches("(monitor|control):\\$2y\\$10\\$[./A-Za-z0-9]{53}"));

        assertThat(setup()).isEqualTo(new Result(1, folder + " is there already; --force makes all of it anew\n"));
        assertThat(folder.resolve("htpasswd")).hasContent(users);

        assertThat(setup("--force").code()).isZero();
        assertThat(Files.readString(folder.resolve("htpasswd"))).isNotEqualTo(users);
        assertThat(names(conf)).containsExactly("jmx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--address=0.0.0.0", "--address=::", "--address=localhost", "--port=0", "--port=65536"})
    void whatNobodyCanConnectToIsRefused(String argument) throws IOException {
        Result result = setup(argument);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.said())
                .startsWith(argument.split("=", 2)[0] + ": found '" + argument.split("=", 2)[1] + "'; allowed: ")
                .hasLineCount(1);
        assertThat(names(conf)).isEmpty();
    }

    @Test
    void aFailureLeavesNothingBehind() throws IOException {
        conf = conf.resolve("missing");

        assertThat(setup()).isEqualTo(new Result(1, "cannot make a folder in " + conf + "\n"));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
