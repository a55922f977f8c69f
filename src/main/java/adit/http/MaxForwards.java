package adit.http;

import static adit.http.BadRequestException.malformed;

import java.util.List;
import java.util.OptionalInt;

/** The limit to the number of proxies on the way of TRACE and OPTIONS (RFC 9110, 7.6.2). */
final class MaxForwards {
    /** The largest value kept; a larger one comes down to it, as the RFC allows. */
    private static final int HIGHEST = 999_999_999;

    private static final int MOST_DIGITS = 9;

    private MaxForwards() {}

    /**
     * What is left; empty where there is no limit, and for every other method, which the field says nothing about.
     *
     * @throws BadRequestException where it is not one decimal number
     */
    static OptionalInt of(RequestHead head) throws BadRequestException {
        List<String> values = isLimited(head.method()) ? head.values("Max-Forwards") : List.of();
        if (values.isEmpty()) {
            return OptionalInt.empty();
        }
        String digits = values.get(0);
        if (values.size() > 1 || !Grammar.isNumber(digits)) {
            throw malformed("the value of the Max-Forwards field is not one decimal number");
        }
        return OptionalInt.of(digits.length() > MOST_DIGITS ? HIGHEST : Integer.parseInt(digits));
    }

    private static boolean isLimited(String method) {
        return method.equals("TRACE") || method.equals("OPTIONS");
    }
}
