package adit;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/faults.md} has a row for each fault that a test provokes; {@code -Dadit.faults=write} writes it anew. */
class FaultsTest {
    private static final Path PAGE = Path.of("docs", "faults.md");
    private static final String TABLE = "| fault | when | what comes of it | test |\n| --- | --- | --- | --- |\n";

    private record Row(Fault fault, Class<?> test, String method) {
        @Override
        public String toString() {
            return "| " + fault.value() + " | " + fault.when() + " | " + fault.outcome() + " | `" + test.getSimpleName()
                    + "."
                    + method + "` |\n";
        }
    }

    @Test
    void thePageHasARowForEachFaultThatATestProvokes() throws IOException {
        String page = Files.readString(PAGE);
        String expected = page.substring(0, page.indexOf(TABLE)) + TABLE + table();
        if ("write".equals(System.getProperty("adit.faults"))) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    @Test
    void everyFaultIsProvoked() {
        assertThat(rows().map(row -> row.fault().value()).distinct()).containsExactlyInAnyOrder(Fault.Kind.values());
    }

    private static String table() {
        StringBuilder table = new StringBuilder();
        List<Row> rows = rows().sorted(comparing((Row row) -> row.fault().value())
                        .thenComparing(row -> row.fault().when())
                        .thenComparing(row -> row.test().getSimpleName() + row.method()))
                .toList();
        rows.forEach(table::append);
        return table.toString();
    }

    private static Stream<Row> rows() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS).importPackages("adit").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(FaultsTest::isAnnotated)
                        .map(JavaMethod::getOwner)
                        .distinct()
                        .map(JavaClass::reflect)
                        .flatMap(FaultsTest::rowsOf);
    }

    private static boolean isAnnotated(JavaMethod method) {
        return method.isAnnotatedWith(Fault.class) || method.isAnnotatedWith(Fault.All.class);
    }

    private static Stream<Row> rowsOf(Class<?> test) {
        return Arrays.stream(test.getDeclaredMethods()).flatMap(method -> rowsOf(test, method));
    }

    private static Stream<Row> rowsOf(Class<?> test, Method method) {
        return Arrays.stream(method.getAnnotationsByType(Fault.class))
                .map(fault -> new Row(fault, test, method.getName()));
    }
}
