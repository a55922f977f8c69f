package adit.admin;

import adit.management.Explainer;
import com.sun.net.httpserver.HttpExchange;

/** What each listener would make of a request, and why. */
record ExplainPage(Explainer explainer) {

    Reply page(HttpExchange exchange) {
        Form asked = new Form(String.valueOf(exchange.getRequestURI().getRawQuery()));
        String target = asked.value("target");
        String client = asked.value("client");
        String user = asked.value("user");
        String answer = target.isEmpty() ? "" : "<pre>" + Html.text(explained(target, client, user)) + "</pre>\n";
        return Html.page(
                200, "Adit: explain", Html.HEADER + Html.section("Explain", form(target, client, user) + answer));
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
}
