package adit;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/faults.md} has a row for each fault that a test provokes. */
class FaultsTest {
    private record Row(Fault fault, Class<?> test, String method) {
        @Override
        public String toString() {
            String name = Manual.code(test.getSimpleName() + "." + method);
            return Manual.row(fault.value().toString(), fault.when(), fault.outcome(), name);
        }
    }

    @Test
    void thePageHasARowForEachFaultThatATestProvokes() throws IOException {
        List<String> lines = new ArrayList<>(Manual.head("fault", "when", "what comes of it", "test"));
        rows().sorted(comparing((Row row) -> row.fault().value())
                        .thenComparing(row -> row.fault().when())
                        .thenComparing(row -> row.test().getSimpleName() + row.method()))
                .map(Row::toString)
                .forEach(lines::add);
        Manual.assertTells("faults.md", "faults", lines);
    }

    @Test
    void everyFaultIsProvoked() {
        assertThat(rows().map(row -> row.fault().value()).distinct()).containsExactlyInAnyOrder(Fault.Kind.values());
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
