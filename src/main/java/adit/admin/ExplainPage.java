package adit.admin;

import adit.management.Explainer;
import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What each listener would make of a request, and why. */
record ExplainPage(Explainer explainer) {

    Reply page(HttpExchange exchange) {
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        String target = value(query, "target");
        String client = value(query, "client");
        String user = value(query, "user");
        String answer = target.isEmpty() ? "" : "<pre>" + Html.text(explained(target, client, user)) + "</pre>\n";
        return Html.page(
                "Adit: explain",
                "<header><h1><a href=\"/\">Adit</a></h1></header>\n<section>\n<h2>Explain</h2>\n"
                        + form(target, client, user) + answer + "</section>\n");
    }

    private String explained(String target, String client, String user) {
        try {
            return explainer.explain(target, client, user);
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** Where the question is asked. */
    static String form(String target, String client, String user) {
        return """
                <form action="/explain" method="get">
                <label>Target <input name="target" required placeholder="example.com:443" value="%s"></label>
                <label>Client <input name="client" placeholder="127.0.0.1" value="%s"></label>
                <label>User <input name="user" value="%s"></label>
                <button>Explain</button>
                </form>
                """.formatted(Html.text(target), Html.text(client), Html.text(user));
    }

    /** Of a form as browsers encode it; empty where it is missing or encoded in another way. */
    private static String value(String query, String name) {
        return Arrays.stream(query.split("&", -1))
                .filter(pair -> pair.startsWith(name + "="))
                .findFirst()
                .map(pair -> decoded(pair.substring(name.length() + 1)).strip())
                .orElse("");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
