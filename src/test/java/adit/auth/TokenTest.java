package adit.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
    private static final String SECRET = "0123456789abcdef!~XY";

    @ParameterizedTest
    @ValueSource(strings = {SECRET, SECRET + "\n", SECRET + "\r\n"})
    void theOnlyLineOfItsFileIsTheToken(String content) {
        Token token = Token.of(content.getBytes(UTF_8)).orElseThrow();

        assertThat(token.matches(SECRET)).isTrue();
        assertThat(token.matches(SECRET + "\n")).isFalse();
        assertThat(token.matches(SECRET.substring(1))).isFalse();
        assertThat(token.matches("")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "nineteen-characters",
                SECRET + "\n\n",
                "\n" + SECRET,
                SECRET + "\nmore",
                " " + SECRET,
                SECRET + " ",
                "twenty characters with blanks",
                "zwanzig-zeichen-für-mich",
                SECRET + "\u0000"
            })
    void anythingElseIsNone(String content) {
        assertThat(Token.of(content.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void itHasAtMostAsManyCharactersAsItMay() {
        assertThat(Token.of("x".repeat(256).getBytes(UTF_8))).isPresent();
        assertThat(Token.of("x".repeat(257).getBytes(UTF_8))).isEmpty();
        assertThat(("x".repeat(256) + "\r\n").getBytes(UTF_8)).hasSize(Token.MOST_BYTES);
    }

    @Test
    void twoAreEqualThatTheSameTextMatchesAndNoneIsShown() {
        Token token = Token.of(SECRET.getBytes(UTF_8)).orElseThrow();

        assertThat(token)
                .isEqualTo(Token.of((SECRET + "\n").getBytes(UTF_8)).orElseThrow())
                .hasSameHashCodeAs(Token.of(SECRET.getBytes(UTF_8)).orElseThrow())
                .isNotEqualTo(Token.of((SECRET + "x").getBytes(UTF_8)).orElseThrow())
                .hasToString("***");
    }
}
