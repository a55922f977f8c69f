package adit.app;

import static org.assertj.core.api.Assertions.assertThat;

import adit.app.Administered.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An operator's browser at the status page: keeps the cookie, and fills in the forms that it finds there. */
final class Browser {
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");
    private static final Pattern COOKIE = Pattern.compile("(?im)^Set-Cookie: ([^;]*)");

    /** What browsers add to the form of a page that this server has sent. */
    static final String OWN = "Origin: http://localhost:PORT\r\nSec-Fetch-Site: same-origin\r\n";

    private final Administered adit;
    private String cookie = "";

    Browser(Administered adit) {
        this.adit = adit;
    }

    Answer signIn(String token) {
        Answer answer = post("/sign-in", Map.of("token", token), OWN);
        Matcher set = COOKIE.matcher(answer.head());
        if (set.find()) {
            cookie = set.group(1);
        }
        return answer;
    }

    String cookie() {
        return cookie;
    }

    String page() {
        return page("/");
    }

    String page(String path) {
        return adit.get(path, "Cookie: other=1; " + cookie + "\r\n").body();
    }

    /** What forms of the page prove with. */
    String formToken() {
        Matcher field = FORM_TOKEN.matcher(page());
        return field.find() ? field.group(1) : "";
    }

    /** Posts a form of the page, and returns the page that comes after it. */
    String act(String path, Map<String, String> fields) {
        Answer answer = post(path, with(fields, formToken()), OWN);
        assertThat(answer.status()).as(answer.body()).isEqualTo(303);
        assertThat(answer.head()).containsPattern("(?im)^Location: /$");
        return page();
    }

    static Map<String, String> with(Map<String, String> fields, String formToken) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("form", formToken);
        return all;
    }

    /** @param head fields beside that of the cookie, each with its end of line */
    Answer post(String path, Map<String, String> fields, String head) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(path, "Content-Type: application/x-www-form-urlencoded\r\n" + head, body);
    }

    Answer send(String path, String head, String body) {
        return adit.send("POST " + path + " HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n"
                + (cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n") + head
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }
}
