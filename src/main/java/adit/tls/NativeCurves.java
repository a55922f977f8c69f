package adit.tls;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyPairGeneratorSpi;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.interfaces.XECPrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.conscrypt.Conscrypt;

/**
 * The two computations that a TLS handshake mostly consists of, X25519 and ECDSA signatures, by BoringSSL. The protocol
 * stays with the JDK's JSSE: Conscrypt's own engine cannot half-close and does not notice a stream that is cut short.
 *
 * <p>Conscrypt as a whole would take the place of too much; this provider has nothing but these services, so that all
 * else comes from where it always did. Where its native library does not load, the JDK computes, for several times the
 * CPU.
 */
final class NativeCurves extends Provider {
    static final String NAME = "AditNativeCurves";

    private static final long serialVersionUID = 1;
    private static final String ECDSA = "SHA256withECDSA";
    private static final String XDH = "XDH";
    private static final int X25519_BITS = 255;

    private final transient Provider nativeProvider;
    private final transient KeyFactory jdkKeys;

    private NativeCurves(Provider nativeProvider) throws NoSuchAlgorithmException {
        super(NAME, "1", "X25519 and ECDSA by BoringSSL");
        this.nativeProvider = nativeProvider;
        this.jdkKeys = KeyFactory.getInstance(XDH);
        Service signature = nativeProvider.getService("Signature", ECDSA);
        offer("Signature", ECDSA, () -> signature.newInstance(null));
        offer("KeyPairGenerator", XDH, Generator::new);
        offer("KeyAgreement", XDH, Agreement::new);
    }

    /** Puts it before the providers of the JDK, for the whole JVM, once. */
    static void install() {
        try {
            if (Security.getProvider(NAME) == null && Conscrypt.isAvailable()) {
                Security.insertProviderAt(new NativeCurves(Conscrypt.newProvider()), 1);
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no X25519", e);
        }
    }

    private interface Maker {
        Object make() throws NoSuchAlgorithmException;
    }

    private void offer(String type, String algorithm, Maker maker) {
        putService(new Service(this, type, algorithm, getClass().getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                return maker.make();
            }

            /** A key that BoringSSL cannot use is refused when it is set; then the JCA asks the next provider. */
            @Override
            public boolean supportsParameter(Object parameter) {
                return true;
            }
        });
    }

    /** JSSE looks into the public key, which therefore has to be one of the JDK's. */
    private final class Generator extends KeyPairGeneratorSpi {
        private final KeyPairGenerator generator;

        Generator() throws NoSuchAlgorithmException {
            generator = KeyPairGenerator.getInstance(XDH, nativeProvider);
        }

        @Override
        public void initialize(int bits, SecureRandom random) {
            if (bits != X25519_BITS) {
                throw new InvalidParameterException("X25519 only");
            }
        }

        @Override
        public void initialize(AlgorithmParameterSpec curve, SecureRandom random)
                throws InvalidAlgorithmParameterException {
            if (!(curve instanceof NamedParameterSpec named)
                    || !named.getName().equals(NamedParameterSpec.X25519.getName())) {
                throw new InvalidAlgorithmParameterException("X25519 only");
            }
        }

        @Override
        public KeyPair generateKeyPair() {
            KeyPair pair = generator.generateKeyPair();
            try {
                PublicKey shown = jdkKeys.generatePublic(
                        new X509EncodedKeySpec(pair.getPublic().getEncoded()));
                return new KeyPair(shown, pair.getPrivate());
            } catch (GeneralSecurityException e) {
                throw new ProviderException(e);
            }
        }
    }

    private final class Agreement extends KeyAgreementSpi {
        private final KeyAgreement agreement;

        Agreement() throws NoSuchAlgorithmException {
            agreement = KeyAgreement.getInstance(XDH, nativeProvider);
        }

        @Override
        protected void engineInit(Key key, SecureRandom random) throws InvalidKeyException {
            if (key instanceof XECPrivateKey) {
                throw new InvalidKeyException("a key of the JDK");
            }
            agreement.init(key);
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec parameters, SecureRandom random)
                throws InvalidKeyException {
            engineInit(key, random);
        }

        @Override
        protected Key engineDoPhase(Key key, boolean last) throws InvalidKeyException {
            try {
                KeyFactory keys = KeyFactory.getInstance(XDH, nativeProvider);
                return agreement.doPhase(keys.generatePublic(new X509EncodedKeySpec(key.getEncoded())), last);
            } catch (GeneralSecurityException e) {
                throw new InvalidKeyException(e);
            }
        }

        @Override
        protected byte[] engineGenerateSecret() {
            return agreement.generateSecret();
        }

        @Override
        protected int engineGenerateSecret(byte[] secret, int offset) throws ShortBufferException {
            return agreement.generateSecret(secret, offset);
        }

        @Override
        protected SecretKey engineGenerateSecret(String algorithm) {
            return new SecretKeySpec(agreement.generateSecret(), algorithm);
        }
    }
}
