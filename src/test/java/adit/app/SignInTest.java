package adit.app;

import static org.assertj.core.api.Assertions.assertThat;

import adit.app.Administered.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may act by the status page, and for how long. */
class SignInTest {
    private static final String TOKEN = "correct-horse-battery-staple";
    private static final String BASE = """
            listeners: [{name: main, address: '127.0.0.1:0'}]
            policy: {allowed_ports: {connect: any}, allowed_addresses: ['127.0.0.0/8']}
            """;
    private static final String CONFIGURATION = BASE + "admin: {address: '127.0.0.1:0', token_file: token}\n";
    private static final Map<String, String> PAUSE = Map.of("listener", "main");

    /** Heads of forms that this server has not made, or may not have made. */
    private static final List<String> FOREIGN = List.of(
            "",
            "Origin: null\r\n",
            "Origin: http://evil.example\r\n",
            "Origin: https://localhost:PORT\r\n",
            "Origin: http://localhost:1\r\n",
            "Origin: http://127.0.0.1:PORT\r\n",
            "Origin: http://localhost:PORT\r\nOrigin: http://evil.example\r\n",
            "Origin: http://evil.example\r\nSec-Fetch-Site: same-origin\r\n",
            "Sec-Fetch-Site: cross-site\r\n",
            "Sec-Fetch-Site: same-site\r\nOrigin: http://localhost:PORT\r\n",
            "Sec-Fetch-Site: none\r\n",
            "Sec-Fetch-Site: none\r\nOrigin: http://localhost:PORT\r\n",
            "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    @TempDir
    private Path folder;

    private Administered adit;
    private Browser browser;

    @BeforeEach
    void open() throws Exception {
        write(TOKEN);
        adit = new Administered(folder, CONFIGURATION, now::get);
        browser = new Browser(adit);
    }

    @AfterEach
    void close() throws Exception {
        adit.close();
    }

    private void write(String token) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), token + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void skip(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private String state() throws Exception {
        return adit.attribute("Listener,name=\"main\"", "State").toString();
    }

    @Test
    void whoHasNotSignedInIsOfferedNothingElse() {
        assertThat(browser.page())
                .contains("<form action=\"/sign-in\" method=\"post\">", "type=\"password\"")
                .containsOnlyOnce("method=\"post\"");
        assertThat(browser.page("/?refresh")).doesNotContain("method=\"post\"");
        assertThat(adit.get("/sign-in").body()).contains("<form action=\"/sign-in\" method=\"post\">");
    }

    @Test
    void theCookieIsForThisServerAloneAndIsNotTheToken() {
        Answer answer = browser.signIn(TOKEN);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.head())
                .containsPattern("(?im)^Set-Cookie: adit_session=[A-Za-z0-9_-]{43};"
                        + " Max-Age=1800; Path=/; HttpOnly; SameSite=Strict$")
                .doesNotContain(TOKEN);
        assertThat(browser.page())
                .contains("<form action=\"/reload\" method=\"post\">", "Signed in for 30 min 0 s more.")
                .doesNotContain(TOKEN, browser.cookie().substring("adit_session=".length()));
        assertThat(browser.page("/?refresh")).doesNotContain("method=\"post\"");
    }

    @Test
    void aWrongTokenBeginsNoSession() {
        for (String token : List.of("", "guess", TOKEN + "x", TOKEN.substring(1), TOKEN.toUpperCase(Locale.ROOT))) {
            Answer answer = browser.signIn(token);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.head()).doesNotContainIgnoringCase("Set-Cookie");
            assertThat(answer.body())
                    .contains("The token is wrong.", "<form action=\"/sign-in\" method=\"post\">")
                    .doesNotContain("guess");
        }
        assertThat(browser.page()).containsOnlyOnce("method=\"post\"");
    }

    @Test
    void guessesAreBoundedAndSessionsGoOn() {
        browser.signIn(TOKEN);
        Browser guesser = new Browser(adit);
        for (int i = 0; i < 10; i++) {
            assertThat(guesser.signIn("guess " + i).status()).isEqualTo(403);
        }
        assertThat(guesser.signIn(TOKEN).status()).isEqualTo(429);
        Answer program = adit.send("POST /reload HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n"
                + "Authorization: Bearer " + TOKEN + "\r\nContent-Length: 0\r\n\r\n");
        assertThat(program.status()).isEqualTo(429);
        assertThat(program.head()).containsIgnoringCase("Retry-After: 60");
        assertThat(browser.act("/reload", Map.of())).contains("in force");

        skip(Duration.ofMinutes(1));
        assertThat(guesser.signIn(TOKEN).status()).isEqualTo(303);
    }

    @Test
    void aSessionEndsAfterHalfAnHourWhateverIsDone() throws Exception {
        browser.signIn(TOKEN);
        String form = browser.formToken();
        skip(Duration.ofMinutes(29));
        browser.act("/reload", Map.of());
        skip(Duration.ofSeconds(60));

        Answer answer = browser.post("/pause", Browser.with(PAUSE, form), Browser.OWN);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("forbidden: sign in at / first; a session ends after 30 minutes\n");
        assertThat(browser.page()).containsOnlyOnce("method=\"post\"");
        assertThat(state()).isEqualTo("LISTENING");
    }

    @Test
    void whoSignsOutHasToSignInAgain() throws Exception {
        browser.signIn(TOKEN);
        String form = browser.formToken();
        Answer answer = browser.post("/sign-out", Browser.with(Map.of(), form), Browser.OWN);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.head()).containsIgnoringCase("Set-Cookie: adit_session=; Max-Age=0; Path=/");
        assertThat(browser.post("/pause", Browser.with(PAUSE, form), Browser.OWN)
                        .status())
                .isEqualTo(403);
        assertThat(state()).isEqualTo("LISTENING");
    }

    @Test
    void aFormThatIsNotOfTheSessionIsRefused() throws Exception {
        browser.signIn(TOKEN);
        Browser other = new Browser(adit);
        other.signIn(TOKEN);

        assertThat(browser.post("/pause", PAUSE, Browser.OWN).status()).isEqualTo(403);
        for (String form : new String[] {"", "x", other.formToken(), browser.cookie(), TOKEN}) {
            Answer answer = browser.post("/pause", Browser.with(PAUSE, form), Browser.OWN);
            assertThat(answer)
                    .extracting(Answer::status, Answer::body)
                    .containsExactly(403, "forbidden: the form is not of this session; load the page anew\n");
        }
        assertThat(new Browser(adit)
                        .post("/pause", Browser.with(PAUSE, browser.formToken()), Browser.OWN)
                        .status())
                .isEqualTo(403);
        assertThat(state()).isEqualTo("LISTENING");
    }

    @Test
    void whatIsNotSaidToComeFromAPageOfThisServerIsRefused() throws Exception {
        for (String head : FOREIGN) {
            Answer answer = new Browser(adit).post("/sign-in", Map.of("token", TOKEN), head);
            assertThat(answer.status()).as(head).isEqualTo(403);
            assertThat(answer.head()).doesNotContainIgnoringCase("Set-Cookie");
        }
        browser.signIn(TOKEN);
        Map<String, String> pause = Browser.with(PAUSE, browser.formToken());
        for (String head : FOREIGN) {
            assertThat(browser.post("/pause", pause, head).status()).as(head).isEqualTo(403);
        }
        assertThat(state()).isEqualTo("LISTENING");
        assertThat(browser.post("/pause", pause, "Origin: http://localhost:PORT\r\n")
                        .status())
                .isEqualTo(303);
        assertThat(state()).isEqualTo("PAUSED");
    }

    @Test
    void anotherTokenOrNoneEndsSessions() throws Exception {
        browser.signIn(TOKEN);
        write("another-horse-battery-staple");
        assertThat(browser.act("/reload", Map.of())).containsOnlyOnce("method=\"post\"");
        assertThat(browser.signIn(TOKEN).status()).isEqualTo(403);
        assertThat(browser.signIn("another-horse-battery-staple").status()).isEqualTo(303);

        write("short");
        assertThat(browser.act("/reload", Map.of()))
                .contains("refused; generation 2 stays", "found &#39;token&#39;, which has no token");

        String form = browser.formToken();
        adit.reload(BASE + "admin: {address: '127.0.0.1:0'}\n");
        assertThat(browser.page()).doesNotContain("method=\"post\"");
        assertThat(browser.post("/pause", Browser.with(PAUSE, form), Browser.OWN)
                        .status())
                .isEqualTo(404);
        assertThat(state()).isEqualTo("LISTENING");
    }
}
