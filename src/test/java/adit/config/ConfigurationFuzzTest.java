package adit.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import java.util.Optional;

/** Whatever the bytes of a file are, they are settings or a list of problems. */
final class ConfigurationFuzzTest {

    @FuzzTest
    void everyFileIsReadOrRefused(byte[] content) {
        try {
            new ConfigurationLoader(Optional.empty(), Map.of(), Map.of()).load(content);
        } catch (ConfigurationException e) {
            if (e.problems().isEmpty()
                    || e.getMessage().lines().count() != e.problems().size()) {
                throw new AssertionError("a refusal has one line for each problem", e);
            }
        }
    }
}
