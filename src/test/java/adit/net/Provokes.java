package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import adit.account.TunnelRecord;
import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the test makes happen over real sockets; it fails if the records of its proxy do not show that. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Provokes.Check.class)
@interface Provokes {
    Outcome[] outcomes() default {};

    RelayEnd[] ends() default {};

    /** Looks at the records of the last proxy that was started. */
    final class Check implements AfterTestExecutionCallback {
        @Override
        public void afterTestExecution(ExtensionContext context) {
            Provokes promise = context.getRequiredTestMethod().getAnnotation(Provokes.class);
            List<TunnelRecord> records = Proxy.latest().records;
            assertThat(records).extracting(TunnelRecord::outcome).containsAll(List.of(promise.outcomes()));
            assertThat(records)
                    .flatExtracting(record -> record.toTarget().end(), record -> record.toClient()
                            .end())
                    .containsAll(List.of(promise.ends()));
        }
    }
}
