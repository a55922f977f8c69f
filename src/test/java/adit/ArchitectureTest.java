package adit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom, and what only one package may do. Each kind of rule is also shown code that breaks it. */
class ArchitectureTest {
    /** Each package with those of the program that it may import. Beside them there is {@code app}, which may import all. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            entry("doctor", Set.of("config", "dns", "http", "limits", "tls", "time")),
            entry("terminal", Set.of("config", "http", "time")),
            entry("setup", Set.of("auth", "http")),
            entry("remote", Set.of("management", "config", "auth", "policy", "http", "tls")),
            entry(
                    "admin",
                    Set.of(
                            "management",
                            "config",
                            "auth",
                            "dns",
                            "account",
                            "limits",
                            "tunnel",
                            "relay",
                            "policy",
                            "privacy",
                            "lists",
                            "http",
                            "tls",
                            "time")),
            entry(
                    "management",
                    Set.of(
                            "change",
                            "config",
                            "dns",
                            "accesslog",
                            "account",
                            "tunnel",
                            "relay",
                            "policy",
                            "privacy",
                            "lists",
                            "http",
                            "tls",
                            "limits",
                            "time")),
            entry("change", Set.of("account", "config", "tunnel", "policy", "lists", "http", "time")),
            entry(
                    "net",
                    Set.of(
                            "account", "tunnel", "relay", "policy", "privacy", "http", "config", "auth", "tls", "tcp",
                            "splice", "limits", "time")),
            entry("splice", Set.of()),
            entry("flight", Set.of("account", "privacy", "relay", "tunnel")),
            entry("accesslog", Set.of("account", "privacy", "relay", "tunnel", "time")),
            entry("account", Set.of("tunnel", "policy", "privacy", "relay", "http", "time")),
            entry(
                    "config",
                    Set.of(
                            "accesslog",
                            "auth",
                            "dns",
                            "policy",
                            "privacy",
                            "lists",
                            "relay",
                            "http",
                            "tls",
                            "tcp",
                            "limits",
                            "time")),
            entry("dns", Set.of("tunnel", "http", "time")),
            entry("tls", Set.of("policy")),
            entry("tcp", Set.of()),
            entry("tunnel", Set.of("relay", "policy", "http", "time")),
            entry("limits", Set.of("relay", "time")),
            entry("relay", Set.of("time")),
            entry("auth", Set.of("policy", "privacy", "http", "time")),
            entry("privacy", Set.of("http", "time")),
            entry("policy", Set.of("http", "lists")),
            entry("lists", Set.of("http", "time")),
            entry("http", Set.of()),
            entry("time", Set.of()));

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("adit");
    private static final JavaClasses OFFENDERS = new ClassFileImporter().importClasses(Offender.class);

    static Stream<String> packages() {
        return MAY_IMPORT.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageImportsOnlyWhatItMay(String name) {
        importsOnly(name, MAY_IMPORT.get(name)).check(PROGRAM);
    }

    @Test
    void aForbiddenImportIsFound() {
        assertThat(importsOnly("account", Set.of()).evaluate(PROGRAM).hasViolation())
                .isTrue();
    }

    @Test
    void noImportLeadsBack() {
        slices().matching("adit.(*)..").should().beFreeOfCycles().check(PROGRAM);
    }

    @Test
    void everyClassIsInAPackageThatHasAPlace() {
        String[] places = Stream.concat(packages(), Stream.of("app"))
                .map(ArchitectureTest::in)
                .toArray(String[]::new);
        classes().should().resideInAnyPackage(places).check(PROGRAM);
    }

    @Test
    void onlyNetKnowsMina() {
        ArchRule rule = knownOnlyTo(Set.of("net"), "org.apache.mina..");
        rule.check(PROGRAM);
        assertViolations(rule, 1);
    }

    @Test
    void onlyManagementRemoteAppAndTerminalKnowJmx() {
        ArchRule rule = knownOnlyTo(Set.of("management", "remote", "app", "terminal"), "javax.management..");
        rule.check(PROGRAM);
        assertViolations(rule, 1);
    }

    @Test
    void onlyFlightKnowsTheFlightRecorder() {
        ArchRule rule = knownOnlyTo(Set.of("flight"), "jdk.jfr..");
        rule.check(PROGRAM);
        assertViolations(rule, 1);
    }

    @Test
    void nobodyKnowsTheLogOfTheJdk() {
        ArchRule rule = knownOnlyTo(Set.of(), "java.util.logging..");
        rule.check(PROGRAM);
        assertViolations(rule, 1);
    }

    @Test
    void onlyTimeReadsClocks() {
        ArchRule rule = doneOnlyIn(Set.of("time"), Privilege.CLOCK);
        rule.check(PROGRAM);
        assertViolations(rule, Offender.CLOCKS);
    }

    @Test
    void onlyAppCreatesThreads() {
        ArchRule rule = doneOnlyIn(Set.of("app"), Privilege.THREAD);
        rule.check(PROGRAM);
        assertViolations(rule, Offender.THREADS);
    }

    @Test
    void onlyAppTerminalAndSetupWriteToTheConsole() {
        ArchRule rule = doneOnlyIn(Set.of("app", "terminal", "setup"), Privilege.CONSOLE);
        rule.check(PROGRAM);
        assertViolations(rule, Offender.CONSOLES);
    }

    // The program grows package by package, so a rule may find nothing to look at; it is the offender that proves it.

    private static ArchRule importsOnly(String name, Set<String> allowed) {
        String[] known = Stream.concat(Stream.of(name), allowed.stream())
                .map(ArchitectureTest::in)
                .toArray(String[]::new);
        DescribedPredicate<JavaClass> others = resideInAnyPackage("adit..").and(resideOutsideOfPackages(known));
        return noClasses()
                .that()
                .resideInAPackage(in(name))
                .should()
                .dependOnClassesThat(others)
                .allowEmptyShould(true);
    }

    private static ArchRule knownOnlyTo(Set<String> names, String known) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(in(names))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(known)
                .allowEmptyShould(true);
    }

    private static ArchRule doneOnlyIn(Set<String> names, Privilege privilege) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(in(names))
                .should()
                .accessTargetWhere(privilege)
                .allowEmptyShould(true);
    }

    private static void assertViolations(ArchRule rule, int count) {
        assertThat(rule.evaluate(OFFENDERS).getFailureReport().getDetails()).hasSize(count);
    }

    private static String[] in(Set<String> names) {
        return names.stream().map(ArchitectureTest::in).toArray(String[]::new);
    }

    private static String in(String name) {
        return "adit." + name + "..";
    }
}
