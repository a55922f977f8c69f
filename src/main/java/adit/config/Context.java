package adit.config;

import java.util.Map;
import java.util.Optional;
import org.apache.commons.configuration2.interpol.ConfigurationInterpolator;

/** What the reading of values needs: where problems go, and what {@code ${env:NAME}} and {@code ${sys:NAME}} stand for. */
final class Context {
    private final Problems problems;
    private final ConfigurationInterpolator variables = new ConfigurationInterpolator();

    /** @param environment what {@code ${env:NAME}} reads */
    Context(Problems problems, Map<String, String> environment) {
        this.problems = problems;
        variables.registerLookup("env", environment::get);
        variables.registerLookup("sys", System::getProperty);
    }

    Problems problems() {
        return problems;
    }

    /** Whether the text refers to variables, or means to. */
    static boolean hasVariable(String text) {
        return text.contains("${");
    }

    /** The text with its variables replaced; empty where one is not set or not one of the two kinds. */
    Optional<String> interpolate(String text) {
        if (!hasVariable(text)) {
            return Optional.of(text);
        }
        try {
            String result = String.valueOf(variables.interpolate(text));
            return hasVariable(result) ? Optional.empty() : Optional.of(result);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }
}
