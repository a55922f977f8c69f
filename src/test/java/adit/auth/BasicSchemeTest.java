package adit.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import adit.http.BadRequestException;
import adit.http.Field;
import adit.http.RequestHead;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasicSchemeTest {

    @Test
    void theChallengeNamesRealmAndEncoding() {
        assertThat(BasicScheme.challenge("Adit at home")).isEqualTo("Basic realm=\"Adit at home\", charset=\"UTF-8\"");
    }

    @Test
    void aRequestMayHaveNoCredentials() throws Exception {
        assertThat(credentials()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic ", "basic ", "BASIC  "})
    void theSchemeIsReadInAnyCase(String scheme) throws Exception {
        // RFC 7617, 2
        Credentials credentials =
                credentials(scheme + "QWxhZGRpbjpvcGVuIHNlc2FtZQ==").orElseThrow();

        assertThat(credentials.user()).isEqualTo("Aladdin");
        assertThat(credentials.password()).asString(UTF_8).isEqualTo("open sesame");
    }

    @Test
    void theFirstColonEndsTheUser() throws Exception {
        assertThat(parsed("a:b:c").user()).isEqualTo("a");
        assertThat(parsed("a:b:c").password()).asString(UTF_8).isEqualTo("b:c");
        assertThat(parsed(":").user()).isEmpty();
        assertThat(parsed(":").password()).isEmpty();
    }

    @Test
    void userAndPasswordAreUtf8() throws Exception {
        // RFC 7617, 2.1
        assertThat(parsed("test:123\u00a3").password()).asString(UTF_8).isEqualTo("123\u00a3");
        assertThat(parsed("j\u00fcrgen:x").user()).isEqualTo("j\u00fcrgen");
        assertRefused("user and password must be in UTF-8", basic("test:123\u00a3", ISO_8859_1));
    }

    @Test
    void credentialsAreNotShown() throws Exception {
        assertThat(parsed("alice:secret").toString()).doesNotContain("alice", "secret", "=");
    }

    @Test
    void moreThanOneFieldIsNoRequest() {
        String right = basic("alice:secret", UTF_8);
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> credentials(right, right))
                .withMessage("more than one Proxy-Authorization field");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer QWxhZGRpbjpvcGVu",
                "Digest username=\"a\"",
                "Negotiate",
                "",
                "Basically QTpi",
                "Basic\tQTpi"
            })
    void anotherSchemeIsRefused(String value) {
        assertRefused("this proxy knows no authentication scheme but Basic", value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic QTpi, Basic QTpi",
                "Basic QTpi QTpi",
                "Basic realm=\"x\"",
                "Basic QT_i",
                "Basic =",
                "Basic QTpi===",
                "Basic \u00e9"
            })
    void whatIsNotOneTokenIsRefused(String value) {
        assertRefused("after Basic there must be user:password in Base64", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic QTpiYw", "Basic QTpiYx==", "Basic QTpi=", "Basic Q", "Basic QTpi=="})
    void anEncodingThatIsNotTheOnlyOneIsRefused(String value) {
        assertRefused("the Base64 of user:password is wrong", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000:b", "a:b\n", "a:\u007f", "a:\u0085"})
    void controlCharactersAreRefused(String userPass) {
        assertRefused("user and password have no control characters", basic(userPass, UTF_8));
    }

    @Test
    void aColonIsNeeded() {
        assertRefused("between user and password there must be a colon", basic("alice", UTF_8));
    }

    @Test
    void noNameOrPasswordIsLongerThanHtpasswdTakes() throws Exception {
        String longest = "x".repeat(255);
        assertThat(parsed(longest + ":" + longest).user()).isEqualTo(longest);
        assertRefused("user and password have at most 255 bytes each", basic(longest + "x:", UTF_8));
        assertRefused("user and password have at most 255 bytes each", basic(":" + longest + "x", UTF_8));
    }

    private static Credentials parsed(String userPass) throws Exception {
        return credentials(basic(userPass, UTF_8)).orElseThrow();
    }

    private static String basic(String userPass, Charset charset) {
        return "Basic " + Base64.getEncoder().encodeToString(userPass.getBytes(charset));
    }

    private static void assertRefused(String reason, String value) {
        assertThatExceptionOfType(BadCredentialsException.class)
                .isThrownBy(() -> credentials(value))
                .withMessage(reason);
    }

    private static Optional<Credentials> credentials(String... values) throws Exception {
        List<Field> fields = Arrays.stream(values)
                .map(value -> new Field("Proxy-authorization", value))
                .toList();
        return BasicScheme.credentials(new RequestHead("CONNECT", "example.com:443", 1, fields));
    }
}
