package adit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The native computations, each against that of the JDK. */
final class NativeCurvesTest {

    @BeforeAll
    static void install() {
        NativeCurves.install();
    }

    @Test
    void itComesFirstAndIsThereOnce() {
        NativeCurves.install();

        assertThat(Security.getProviders())
                .extracting(Provider::getName)
                .startsWith(NativeCurves.NAME)
                .containsOnlyOnce(NativeCurves.NAME);
    }

    @Test
    void bothSidesAgreeOnTheSameSecret() throws Exception {
        KeyPair here = pair(generator(NativeCurves.NAME));
        KeyPair there = pair(generator("SunEC"));

        KeyAgreement nativeSide = KeyAgreement.getInstance("XDH");
        nativeSide.init(here.getPrivate());
        nativeSide.doPhase(there.getPublic(), true);
        KeyAgreement jdkSide = KeyAgreement.getInstance("XDH", "SunEC");
        jdkSide.init(there.getPrivate());
        jdkSide.doPhase(here.getPublic(), true);

        assertThat(nativeSide.generateSecret()).hasSize(32).isEqualTo(jdkSide.generateSecret());
        assertThat(nativeSide.getProvider().getName()).isEqualTo(NativeCurves.NAME);
    }

    @Test
    void aKeyOfTheJdkIsLeftToTheJdk() throws Exception {
        KeyAgreement agreement = KeyAgreement.getInstance("XDH");
        agreement.init(pair(generator("SunEC")).getPrivate());

        assertThat(agreement.getProvider().getName()).isEqualTo("SunEC");
    }

    @Test
    void anotherCurveIsNotOffered() throws Exception {
        KeyPairGenerator generator = generator(NativeCurves.NAME);

        assertThatExceptionOfType(InvalidAlgorithmParameterException.class)
                .isThrownBy(() -> generator.initialize(NamedParameterSpec.X448));
    }

    @Test
    void aSignatureIsOneForTheJdk() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "SunEC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        byte[] message = {1, 2, 3};
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(pair.getPrivate(), new SecureRandom());
        signer.update(message);
        Signature verifier = Signature.getInstance("SHA256withECDSA", "SunEC");
        verifier.initVerify(pair.getPublic());
        verifier.update(message);

        assertThat(verifier.verify(signer.sign())).isTrue();
        assertThat(signer.getProvider().getName()).isEqualTo(NativeCurves.NAME);
    }

    private static KeyPairGenerator generator(String provider) throws Exception {
        return KeyPairGenerator.getInstance("XDH", provider);
    }

    private static KeyPair pair(KeyPairGenerator generator) throws Exception {
        generator.initialize(NamedParameterSpec.X25519);
        return generator.generateKeyPair();
    }
}
