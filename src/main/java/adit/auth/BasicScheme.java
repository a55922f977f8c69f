package adit.auth;

import adit.http.BadRequestException;
import adit.http.BadRequestException.Kind;
import adit.http.RequestHead;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The authentication scheme Basic between a client and this proxy (RFC 7617; RFC 9110, 11.7). */
public final class BasicScheme {
    /** The field in which a proxy says how to authenticate. */
    public static final String CHALLENGE_FIELD = "Proxy-Authenticate";

    private static final String FIELD = "Proxy-Authorization";

    private static final Pattern VALUE = Pattern.compile("(?<scheme>[^ ]+)(?: +(?<token>[A-Za-z0-9+/]+={0,2}))?");

    private BasicScheme() {}

    /**
     * The value of {@link #CHALLENGE_FIELD} for a realm.
     *
     * @param realm printing ASCII without quote and backslash
     */
    public static String challenge(String realm) {
        return "Basic realm=\"" + realm + "\", charset=\"UTF-8\"";
    }

    /**
     * The credentials in a request; empty where it has none.
     *
     * @throws BadRequestException where the field is there more than once: its recipients could differ in which counts
     * @throws BadCredentialsException where the one field holds something else than Basic, or breaks its grammar
     */
    public static Optional<Credentials> credentials(RequestHead head)
            throws BadRequestException, BadCredentialsException {
        List<String> values = head.values(FIELD);
        if (values.size() > 1) {
            throw new BadRequestException(Kind.MALFORMED, "more than one " + FIELD + " field");
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(parse(values.get(0)));
    }

    private static Credentials parse(String value) throws BadCredentialsException {
        Matcher matcher = VALUE.matcher(value);
        boolean matches = matcher.matches();
        if (!(matches ? matcher.group("scheme") : value.split(" ", 2)[0]).equalsIgnoreCase("Basic")) {
            throw new BadCredentialsException("this proxy knows no authentication scheme but Basic");
        }
        if (!matches || matcher.group("token") == null) {
            throw new BadCredentialsException("after Basic there must be user:password in Base64");
        }
        byte[] userPass = decoded(matcher.group("token"));
        int colon = checked(userPass);
        String user = new String(userPass, 0, colon, StandardCharsets.UTF_8);
        return new Credentials(user, Arrays.copyOfRange(userPass, colon + 1, userPass.length));
    }

    /** Two tokens that mean the same would be one too many: padding is not optional, nor are unused bits free. */
    private static byte[] decoded(String token) throws BadCredentialsException {
        try {
            byte[] bytes = Base64.getDecoder().decode(token);
            if (Base64.getEncoder().encodeToString(bytes).equals(token)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // As wrong as a token that the decoder repairs.
        }
        throw new BadCredentialsException("the Base64 of user:password is wrong");
    }

    /** Returns where the first colon is; only the user cannot have one. */
    private static int checked(byte[] userPass) throws BadCredentialsException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(userPass))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadCredentialsException("user and password must be in UTF-8");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new BadCredentialsException("user and password have no control characters");
        }
        int colon = 0;
        while (colon < userPass.length && userPass[colon] != ':') {
            colon++;
        }
        if (colon == userPass.length) {
            throw new BadCredentialsException("between user and password there must be a colon");
        }
        if (colon > Credentials.MOST_BYTES || userPass.length - colon - 1 > Credentials.MOST_BYTES) {
            throw new BadCredentialsException(
                    "user and password have at most " + Credentials.MOST_BYTES + " bytes each");
        }
        return colon;
    }
}
