package adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import adit.account.LiveThread;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class IoPulseTest {
    private final List<CompletableFuture<Void>> asked = new ArrayList<>();

    /** An I/O thread of which only name and answer matter. */
    private static LiveThread thread(String name, List<CompletableFuture<Void>> asked, boolean prompt) {
        return (LiveThread) Proxy.newProxyInstance(
                LiveThread.class.getClassLoader(), new Class<?>[] {LiveThread.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("name")) {
                        return name;
                    }
                    assertThat(method.getName()).isEqualTo("answer");
                    CompletableFuture<Void> answer = new CompletableFuture<>();
                    if (prompt) {
                        answer.complete(null);
                    }
                    asked.add(answer);
                    return answer;
                });
    }

    @Test
    void aThreadThatDoesNotAnswerIsToldOfAndNotAskedAgainUntilItDoes() {
        List<CompletableFuture<Void>> askedWell = new ArrayList<>();
        IoPulse pulse = new IoPulse(
                List.of(thread("well", askedWell, true), thread("stuck", asked, false)), Duration.ofMillis(50));

        assertThat(pulse.silent()).containsExactly("stuck");
        assertThat(pulse.silent()).containsExactly("stuck");
        assertThat(askedWell).hasSize(2);
        assertThat(asked).hasSize(1);

        asked.get(0).complete(null);
        assertThat(pulse.silent()).containsExactly("stuck");
        assertThat(asked).hasSize(2);
    }
}
