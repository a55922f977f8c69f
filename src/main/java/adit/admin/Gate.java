package adit.admin;

import adit.admin.Guesses.Verdict;
import adit.auth.Token;
import adit.config.LiveSettings;
import adit.management.Audit;
import adit.management.Management;
import com.sun.net.httpserver.HttpExchange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lets in who shows the token, by each request or once for a session that a cookie tells. */
final class Gate {
    /** What the audit calls whoever acts: the token has no name. */
    static final String WHO = "status page";

    private static final String COOKIE = "adit_session";
    private static final String SIGN_IN = "Sign-in";

    private final LiveSettings settings;
    private final Sessions sessions;
    private final Guesses guesses;
    private final Audit audit = new Audit();

    Gate(Management.Model model) {
        settings = model.settings();
        sessions = new Sessions(model.ticker());
        guesses = new Guesses(model.ticker());
    }

    /** Empty where nobody is let in. */
    Optional<Token> token() {
        return settings.current().admin().token();
    }

    /** The session that the request is of, as long as it is valid. */
    Optional<Session> session(HttpExchange exchange) {
        return token().flatMap(token -> cookies(exchange)
                .flatMap(id -> sessions.find(id, token).stream())
                .findFirst());
    }

    private static Stream<String> cookies(HttpExchange exchange) {
        return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
                .flatMap(field -> Stream.of(field.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(COOKIE + "="))
                .map(pair -> pair.substring(COOKIE.length() + 1));
    }

    /** Judges what is shown as the token; what is wrong is noted. */
    Verdict judge(Token token, String shown) {
        Verdict verdict = guesses.judge(token, shown);
        if (verdict == Verdict.WRONG) {
            audit.recordRefusal(SIGN_IN, WHO, "wrong token");
        }
        return verdict;
    }

    /** Begins a session for who has shown the token. */
    void begin(Token token, HttpExchange exchange) {
        keep(exchange, sessions.begin(token), Sessions.LIFE);
        audit.record(SIGN_IN, WHO, "for " + Sessions.LIFE.toMinutes() + " minutes");
    }

    void end(Session session, HttpExchange exchange) {
        sessions.end(session);
        keep(exchange, "", Duration.ZERO);
        audit.record("Sign-out", WHO, "done");
    }

    Duration left(Session session) {
        return sessions.left(session);
    }

    private static void keep(HttpExchange exchange, String id, Duration time) {
        exchange.getResponseHeaders()
                .set(
                        "Set-Cookie",
                        COOKIE + "=" + id + "; Max-Age=" + time.toSeconds() + "; Path=/; HttpOnly; SameSite=Strict");
    }
}
