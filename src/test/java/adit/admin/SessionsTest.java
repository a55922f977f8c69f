package adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import adit.auth.Token;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Token TOKEN = token("correct-horse-battery-staple");

    private final AtomicLong now = new AtomicLong();
    private final Sessions sessions = new Sessions(now::get);

    private static Token token(String text) {
        return Token.of(text.getBytes(StandardCharsets.US_ASCII)).orElseThrow();
    }

    @Test
    void oneEndsWithItsTimeOrItsToken() {
        String id = sessions.begin(TOKEN);
        now.addAndGet(Sessions.LIFE.toNanos() - 1);
        assertThat(sessions.find(id, TOKEN)).isPresent();
        now.incrementAndGet();
        assertThat(sessions.find(id, TOKEN)).isEmpty();

        String another = sessions.begin(TOKEN);
        assertThat(sessions.find(another, token("another-horse-battery-staple")))
                .isEmpty();
        assertThat(sessions.find(another, TOKEN)).as("ended for good").isEmpty();
    }

    @Test
    void theOldestGivesWayWhereThereAreTooMany() {
        List<String> ids = IntStream.rangeClosed(0, Sessions.MOST)
                .mapToObj(i -> sessions.begin(TOKEN))
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(sessions.find(ids.get(0), TOKEN)).isEmpty();
        assertThat(ids.subList(1, ids.size()))
                .allSatisfy(id -> assertThat(sessions.find(id, TOKEN)).isPresent());
        assertThat(sessions.find("", TOKEN)).isEmpty();
    }

    @Test
    void whatIsToldIsToldOnce() {
        Session session = sessions.find(sessions.begin(TOKEN), TOKEN).orElseThrow();
        session.tell("done");

        assertThat(session.told()).isEqualTo("done");
        assertThat(session.told()).isEmpty();
    }
}
