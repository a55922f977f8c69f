package adit.net;

import adit.config.Settings;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** In the tests of this class, the proxy and its clients speak TLS wherever a test does not say otherwise. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OverTls.Switch.class)
@interface OverTls {

    /** Tests run one after the other. */
    final class Switch implements BeforeAllCallback, AfterAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            Proxy.usualMode = Settings.Mode.HTTPS;
        }

        @Override
        public void afterAll(ExtensionContext context) {
            Proxy.usualMode = Settings.Mode.HTTP;
        }
    }
}
