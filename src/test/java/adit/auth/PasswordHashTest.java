package adit.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hashes were made by htpasswd of Apache 2.4, openssl passwd and crypt(3). */
class PasswordHashTest {
    private static final String BCRYPT = "$2y$04$NMtgGPQ6GQ.3l5tZqVixKOPAd7esRmLB3hOQX0orVxYYd02MLoysO";

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "secret " + BCRYPT,
                "Grüße,-Welt $2y$05$sBsFvFpf4bkTV/ToErlJ4ew.sa5gVHYOMZUGHd0T9WJ95bw5ocVhi",
                "secret $5$saltstring$C3o4O1TC6aRHF4FI.QSZMXtHbaj2gSXr4sUc/3NcUi.",
                "secret $5$rounds=1000$bDPRvL7F9uDrHizd$SqlUX6kYY/UBQxrtFeCsQyBOu5mUEzlk28/j0TStRT0",
                "secret $5$a$tCYspCVtCn1.MmJdxOr008Us2DcT3YW7dL1YBGz6mE2",
                "secret $6$rounds=1000$abc$MqEcPZUYRGGcOeq7PhMpfjfu/F0HrVEI0OlZBijWvO8mSG77iNUDP5MqFceKpJTBc8iITVtNyLiNTRNCxv6oh0",
                "secret $6$0123456789abcdef$8CGkKDSyVpVlVNcs5PssRw/Tb8EgfecuA6D/zsRQFumJaU.s8KgTWWc2HfgkB7h2n1qIKiJFeSyUFrwvhILXy.",
                "secret $6$rounds=10000$saltstring$8BTo06G/5FoSytD1T0cp9b6u1/eLMbXRWR32saoSVCPI8HactmA7e1cC6THh4kpvGWDoPyAxOz2Ig8bq3eay//",
                "secret $apr1$xyz$HXgo9gtz4gpj4JWTLYmjB0",
                "secret $apr1$abcdefgh$h9FWgUz3n9YxylKLlR5SQ/"
            })
    void aHashMatchesItsPasswordAndNoOther(String password, String text) {
        PasswordHash hash = PasswordHash.parse(text);

        assertThat(hash.matches(password.getBytes(UTF_8))).isTrue();
        assertThat(hash.matches((password + "x").getBytes(UTF_8))).isFalse();
        assertThat(hash.matches(new byte[0])).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2a$05$CCCCCCCCCCCCCCCCCCCCC.qj8NXn/EjRHrk2aYeeHzxWX0sHP/kta",
                "$2b$05$CCCCCCCCCCCCCCCCCCCCC.qj8NXn/EjRHrk2aYeeHzxWX0sHP/kta",
                "$2y$05$CCCCCCCCCCCCCCCCCCCCC.qj8NXn/EjRHrk2aYeeHzxWX0sHP/kta",
                "$2y$05$qEJPegm3hBJA9ohWC5aeguMyBa4HvDrLUI1I78NwEIEQ8eLJ064dC",
                "$6$rounds=2000$H5.lzwD2BA8cVVuM$/HNNP6eSJCqhbu93x5lPWe5AnOCGAx8AyhJyPQI6l56KkDW6ea/Na8w7ksNiPTiXsfZC1RKiSReGmWSDgD6JP/",
                "$apr1$abcdefgh$zLuibTyfcFF1m4b6dLRGc/"
            })
    void aPasswordIsHashedInUtf8(String text) {
        assertThat(PasswordHash.parse(text).matches("Grüße, Welt".getBytes(UTF_8)))
                .isTrue();
        assertThat(PasswordHash.parse(text).matches("Grüsse, Welt".getBytes(UTF_8)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "71, $2y$04$uxwonr51PmmCRncVdN20u.F9qj5ngdQOtipcQ0FzyQapxazRnZHmG",
        "73, $2b$04$abcdefghijklmnopqrstuubzadhGtS2zEF.gu0yd0opP6cVzb.e0i"
    })
    void bcryptTakesALongPasswordAsTheToolsDo(int length, String text) {
        assertThat(PasswordHash.parse(text).matches("x".repeat(length).getBytes(UTF_8)))
                .isTrue();
        assertThat(PasswordHash.parse(text).matches("x".repeat(length - 3).getBytes(UTF_8)))
                .isFalse();
    }

    @Test
    void thePasswordOfTheCallerIsLeftAsItIs() {
        byte[] password = "secret".getBytes(UTF_8);
        PasswordHash.parse("$apr1$xyz$HXgo9gtz4gpj4JWTLYmjB0").matches(password);

        assertThat(password).asString(UTF_8).isEqualTo("secret");
    }

    @Test
    void aHashIsNotShown() {
        assertThat(PasswordHash.parse(BCRYPT)).hasToString("bcrypt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hunter2 | plain text, DES crypt or an unknown scheme in place of a hash",
                "'' | plain text, DES crypt or an unknown scheme in place of a hash",
                "IP1jqliVwiNNE | plain text, DES crypt or an unknown scheme in place of a hash",
                "$1$abc$iCQ2D3nhptRYi27fDYv2s1 | plain text, DES crypt or an unknown scheme in place of a hash",
                "$2x$05$CCCCCCCCCCCCCCCCCCCCC.qj8NXn/EjRHrk2aYeeHzxWX0sHP/kta | plain text, DES crypt or an unknown scheme in place of a hash",
                "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ= | a SHA-1 hash without salt",
                "$2y$17$Ouerk.fi3ueZDzVlkCmfNeDm1MMkMQpHJLM418GIgsfzZ0UHzZuh. | bcrypt of cost 17",
                "$2y$03$Ouerk.fi3ueZDzVlkCmfNeDm1MMkMQpHJLM418GIgsfzZ0UHzZuh. | bcrypt of cost 03",
                "$2y$04$NMtgGPQ6GQ.3l5tZqVixKOPAd7esRmLB3hOQX0orVxYYd02MLoys | a damaged hash of bcrypt",
                "$2y$04$NMtgGPQ6GQ.3l5tZqVixKOPAd7esRmLB3hOQX0orVxYYd02MLoysO: | a damaged hash of bcrypt",
                "$5$rounds=999$a$tCYspCVtCn1.MmJdxOr008Us2DcT3YW7dL1YBGz6mE2 | SHA-256-crypt of cost 999",
                "$5$rounds=1000001$a$tCYspCVtCn1.MmJdxOr008Us2DcT3YW7dL1YBGz6mE2 | SHA-256-crypt of cost 1000001",
                "$5$rounds=9999999999$a$tCYspCVtCn1.MmJdxOr008Us2DcT3YW7dL1YBGz6mE2 | a damaged hash of SHA-256-crypt",
                "$5$$tCYspCVtCn1.MmJdxOr008Us2DcT3YW7dL1YBGz6mE2 | a damaged hash of SHA-256-crypt",
                "$6$abc$tCYspCVtCn1.MmJdxOr008Us2DcT3YW7dL1YBGz6mE2 | a damaged hash of SHA-512-crypt",
                "$apr1$abcdefghi$h9FWgUz3n9YxylKLlR5SQ/ | a damaged hash of apr1"
            })
    void anythingElseIsRefusedWithoutShowingIt(String text, String found) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PasswordHash.parse(text))
                .withMessage(found);
    }
}
