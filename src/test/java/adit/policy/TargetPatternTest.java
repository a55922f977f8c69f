package adit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import adit.http.Target;
import com.google.re2j.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPatternTest {
    @ParameterizedTest
    @CsvSource({
        "'(?i)(^|\\.)example\\.com:443$', example.com:443, true",
        "'(?i)(^|\\.)example\\.com:443$', www.Example.COM.:443, true",
        "'(?i)(^|\\.)example\\.com:443$', badexample.com:443, false",
        "'(?i)(^|\\.)example\\.com:443$', example.com:4430, false",
        "'(?i)(^|\\.)example\\.com:443$', example.com.evil:443, false",
        "'(?i)EXAMPLE', example.com:443, true",
        "'EXAMPLE', EXAMPLE.com:443, false",
        "'ample', example.com:443, true",
        "'^\\[2001:db8::1\\]:443$', '[2001:DB8:0:0::1]:443', true",
        "'.*', example.com:443, true",
        "'', example.com:443, false",
        "'x{0}', example.com:443, true",
    })
    void theExpressionIsFoundInTheCanonicalForm(String expression, String target, boolean found) throws Exception {
        assertThat(TargetPattern.compile(expression).found(Target.parse(target)))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "'^(?!evil)', look-ahead and look-behind are not supported",
        "'a(?=b)', look-ahead and look-behind are not supported",
        "'(?<=a)b', look-ahead and look-behind are not supported",
        "'(?<!a)b', look-ahead and look-behind are not supported",
        "'(a)\\1', back-references are not supported",
        "'(?P<n>a)\\k<n>', back-references are not supported",
        "'(a', missing closing ): `(a`",
        "'[z-a]', invalid character class range: `z-a`",
    })
    void whatTheEngineRefusesIsExplained(String expression, String message) {
        refused(expression, message);
    }

    @Test
    void anExpressionBeyondReasonIsRefused() {
        refused("(".repeat(20_000) + ")".repeat(20_000), "too deeply nested");
        refused("(?:(?:a?){400}){400}", "too large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(((a{1000}){1000}){1000})",
                "(((a{1,1000}){1,1000}){1,1000})",
                "(((a{1000,}){1000,}){1000,})",
                "(?:(?:(?:[]a]{1000}){1000}){1000}){1000}",
                "(((\\pL{1000}){1000}){1000})",
                "(((\\x{41}{1000}){1000}){1000})",
                "((([^]{2}[:alpha:]]{1000}){1000}){1000})",
                "(((\\Q(\\E{1000}){1000}){1000})",
                "x|(((a{1000}){1000}){1000}){0}",
                "((((((((((((((((((((a{10}){10}){10}){10}){10}){10}){10}){10}){10}){10}){10}){10}){10}){10}){10}){10}){10}){10}){10}){10})",
            })
    void repetitionsWithinRepetitionsAreRefusedBeforeTheyFillTheMemory(String expression) {
        refused(expression, "too large");
    }

    @ParameterizedTest
    @CsvSource({
        "'^[a-z]{1,63}(\\.[a-z]{1,63}){1,8}:443$', www.example.com:443",
        "'[{9999}]{2}|^www', www.example.com:443",
        "'\\x{77}{3}', www.example.com:443",
        "'\\Q{}((\\E|^www', www.example.com:443",
        "'{}|{,5}|{x}|^www', www.example.com:443",
        "'^(([0-9]{1,3})\\.){3}[0-9]{1,3}:443$', 192.0.2.1:443",
    })
    void repetitionsWithinReasonAreAccepted(String expression, String target) throws Exception {
        assertThat(TargetPattern.compile(expression).found(Target.parse(target)))
                .isTrue();
    }

    @Test
    void aListOfSomeThousandNamesIsAccepted() throws Exception {
        String names = "(^|\\.)host-name\\.example\\.com:443$|".repeat(3_000);
        assertThat(TargetPattern.compile(names + "^last").found(Target.parse("last:443")))
                .isTrue();
    }

    @Test
    void anExpressionThatOverflowsTheStackAllowsNothing() throws Exception {
        TargetPattern pattern = TargetPattern.compile("x(?:(?:a?){220}){220}");
        assertThat(pattern.found(Target.parse("x.example:443"))).isFalse();
    }

    private static void refused(String expression, String message) {
        assertThatExceptionOfType(PatternSyntaxException.class)
                .isThrownBy(() -> TargetPattern.compile(expression))
                .withMessageContaining(message);
    }
}
