package adit.admin;

import adit.admin.Guesses.Verdict;
import adit.auth.Token;
import adit.config.Units;
import adit.management.Management;
import adit.management.Operations;
import adit.management.UnknownNameException;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Does what is posted: for the forms of this server's own pages in a session, and for programs that show the token with each
 * request. Where no token is configured there is nothing to be posted.
 */
final class Desk {
    static final String SIGN_IN = "/sign-in";
    static final String SIGN_OUT = "/sign-out";

    private static final int MOST_BYTES = 4096;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String BEARER = "bearer ";

    private final Gate gate;
    private final Map<String, Function<Form, String>> operations;

    Desk(Management.Model model, Gate gate) {
        this.gate = gate;
        Operations operate = new Operations(model, Gate.WHO);
        operations = Map.of(
                "/close", form -> operate.close(form.value("id")),
                "/throttle", form -> operate.throttle(form.value("id"), rate(form.value("rate"))),
                "/drain", form -> operate.drain(form.value("timeout")),
                "/cancel-drain", form -> operate.cancelDrain(),
                "/pause", form -> operate.pause(form.value("listener")),
                "/resume", form -> operate.resume(form.value("listener")),
                "/reload", form -> operate.reload());
    }

    private static long rate(String text) {
        try {
            return Units.bytes(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("bytes a second are needed, such as 100kb, or 0 for no rate", e);
        }
    }

    /** Whether something is done by a POST to the path. */
    boolean serves(String path) {
        return gate.token().isPresent() && (operations.containsKey(path) || isSession(path));
    }

    /** Answers a POST to a path that it serves. */
    Reply answer(HttpExchange exchange) throws IOException {
        Optional<Token> token = gate.token();
        if (token.isEmpty()) {
            return Reply.NOT_FOUND;
        }
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return Reply.text(413, "content too large: at most " + MOST_BYTES + " bytes");
        }
        if (body.length > 0 && !isForm(exchange)) {
            return Reply.text(415, "unsupported media type: " + FORM + " is wanted");
        }
        Form form = new Form(new String(body, StandardCharsets.ISO_8859_1));
        List<String> shown = exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
        return shown.isEmpty() ? ofPage(exchange, token.get(), form) : ofProgram(exchange, token.get(), shown, form);
    }

    private static boolean isSession(String path) {
        return path.equals(SIGN_IN) || path.equals(SIGN_OUT);
    }

    private static boolean isForm(HttpExchange exchange) {
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        return type.split(";", 2)[0].strip().equalsIgnoreCase(FORM);
    }

    /** No browser sends this field because another site wants it to, and so there is neither a cookie nor a form to prove. */
    private Reply ofProgram(HttpExchange exchange, Token token, List<String> shown, Form form) {
        String credentials = shown.get(0);
        boolean bears =
                shown.size() == 1 && credentials.toLowerCase(Locale.ROOT).startsWith(BEARER);
        String path = exchange.getRequestURI().getPath();
        if (!bears || isSession(path)) {
            return Reply.text(400, "bad request: one Authorization: Bearer, and an operation, are wanted");
        }
        Verdict verdict =
                gate.judge(token, credentials.substring(BEARER.length()).strip());
        if (verdict != Verdict.RIGHT) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            return refusal(verdict, exchange);
        }
        try {
            return Reply.text(200, operations.get(path).apply(form));
        } catch (UnknownNameException e) {
            return Reply.text(404, e.getMessage());
        } catch (IllegalArgumentException e) {
            return Reply.text(400, e.getMessage());
        }
    }

    private static Reply refusal(Verdict verdict, HttpExchange exchange) {
        if (verdict == Verdict.TOO_MANY) {
            exchange.getResponseHeaders().set("Retry-After", "60");
            return Reply.text(429, Guesses.TOLD);
        }
        return Reply.text(401, "unauthorized: the token is wrong");
    }

    private Reply ofPage(HttpExchange exchange, Token token, Form form) {
        if (!Guard.isFromOwnPage(exchange)) {
            return Reply.text(
                    403, "forbidden: forms of this server's pages act, and programs with Authorization: Bearer");
        }
        if (exchange.getRequestURI().getPath().equals(SIGN_IN)) {
            return signIn(exchange, token, form);
        }
        return gate.session(exchange)
                .map(session -> inSession(exchange, session, form))
                .orElseGet(() -> Reply.text(
                        403,
                        "forbidden: sign in at / first; a session ends after " + Sessions.LIFE.toMinutes()
                                + " minutes"));
    }

    private Reply signIn(HttpExchange exchange, Token token, Form form) {
        return switch (gate.judge(token, form.value("token"))) {
            case RIGHT -> {
                gate.begin(token, exchange);
                yield Reply.seeOther(exchange, "/");
            }
            case WRONG -> SignInPage.refusal(403, "The token is wrong.");
            case TOO_MANY -> SignInPage.refusal(429, Guesses.TOLD);
        };
    }

    private Reply inSession(HttpExchange exchange, Session session, Form form) {
        if (!session.hasMade(form)) {
            return Reply.text(403, "forbidden: the form is not of this session; load the page anew");
        }
        String path = exchange.getRequestURI().getPath();
        if (path.equals(SIGN_OUT)) {
            gate.end(session, exchange);
        } else {
            session.tell(answer(path, form));
        }
        return Reply.seeOther(exchange, "/");
    }

    private String answer(String path, Form form) {
        try {
            return operations.get(path).apply(form);
        } catch (IllegalArgumentException e) {
            return "Refused: " + e.getMessage();
        }
    }
}
