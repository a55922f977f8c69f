package adit.admin;

import java.util.Optional;

/** Where operators show the token. */
final class SignInPage {
    private SignInPage() {}

    /** The page alone. */
    static Reply page() {
        return page(200, Optional.empty());
    }

    /** @param reason why the last attempt was none */
    static Reply refusal(int status, String reason) {
        return page(status, Optional.of(reason));
    }

    private static Reply page(int status, Optional<String> reason) {
        String told = reason.map(Html::result).orElse("");
        return Html.page(status, "Adit: sign in", Html.HEADER + told + Html.section("Sign in", form()));
    }

    static String form() {
        return """
                <form action="%s" method="post">
                <label>Token <input type="password" name="token" required autocomplete="current-password"></label>
                <button>Sign in</button>
                </form>
                """.formatted(Desk.SIGN_IN);
    }
}
