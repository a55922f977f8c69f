package adit.policy;

import adit.http.Target;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * An operator's linear-time expression, such as {@code allowed_targets}, found anywhere in the canonical host:port. Hosts
 * are in lower case there, so that an upper-case letter matches only under {@code (?i)}.
 */
public record TargetPattern(Pattern pattern) {
    /** In instructions of RE2/J: some thousand names. Nested repetitions reach billions, and each costs at every match. */
    private static final int MAX_PROGRAM = 100_000;

    /** @throws PatternSyntaxException where RE2/J does not accept it; the message is fit for the operator */
    public static TargetPattern compile(String expression) {
        if (PatternSize.exceeds(expression, MAX_PROGRAM)) {
            throw new PatternSyntaxException("too large, with its counted repetitions written out: they multiply where"
                    + " one is within another");
        }
        try {
            return new TargetPattern(Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw new PatternSyntaxException(e.getDescription() + hint(expression), e.getPattern());
        } catch (StackOverflowError e) {
            throw new PatternSyntaxException("too deeply nested");
        }
    }

    /** Whether the expression is found in the target. The empty expression, found in every text, allows nothing. */
    public boolean found(Target target) {
        try {
            return foundIn(target.toString());
        } catch (StackOverflowError e) {
            // RE2/J recurses over empty alternatives. A target that takes it too deep must not cost the I/O thread.
            return false;
        }
    }

    /** As {@link #found}, in any text. Throws StackOverflowError where RE2/J recurses too deeply to tell. */
    boolean foundIn(String text) {
        return !pattern.pattern().isEmpty() && pattern.matcher(text).find();
    }

    private static String hint(String expression) {
        if (expression.matches("(?s).*\\(\\?<?[=!].*")) {
            return " (look-ahead and look-behind are not supported, because they defeat linear time)";
        }
        if (expression.matches("(?s).*\\\\[1-9k].*")) {
            return " (back-references are not supported, because they defeat linear time)";
        }
        return "";
    }
}
