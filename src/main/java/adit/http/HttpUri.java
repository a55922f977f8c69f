package adit.http;

import static adit.http.BadRequestException.malformed;

/**
 * A request-target in absolute-form, taken apart (RFC 9112, 3.2.2; RFC 9110, 4.2.1).
 *
 * @param originForm the request-target for the origin: origin-form, or {@code *} (RFC 9112, 3.2.1 and 3.2.4)
 */
record HttpUri(Target target, String originForm) {
    private static final String SCHEME = "http://";

    /** @throws BadRequestException where it is another form, another scheme, or not a URI; the message says what to do */
    static HttpUri parse(RequestHead head) throws BadRequestException {
        String uri = head.target();
        if (!uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw malformed(whyNotHttp(uri));
        }
        if (uri.indexOf('#') >= 0) {
            throw malformed("'#': a request target has no fragment");
        }
        int end = authorityEnd(uri);
        try {
            Target target = Target.parseHttp(uri.substring(SCHEME.length(), end));
            return new HttpUri(target, originForm(head.method(), uri.substring(end)));
        } catch (BadTargetException e) {
            throw malformed("the target of the request is wrong: " + e.getMessage());
        }
    }

    private static int authorityEnd(String uri) {
        int end = SCHEME.length();
        while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
            end++;
        }
        return end;
    }

    private static String originForm(String method, String pathAndQuery) {
        if (pathAndQuery.isEmpty()) {
            return method.equals("OPTIONS") ? "*" : "/";
        }
        return pathAndQuery.startsWith("/") ? pathAndQuery : "/" + pathAndQuery;
    }

    private static String whyNotHttp(String target) {
        if (target.startsWith("/") || target.equals("*")) {
            return "this is a proxy, not a web server: ask it for a whole URL such as http://example.com/,"
                    + " by setting it as the HTTP proxy of the client";
        }
        if (target.regionMatches(true, 0, "https:", 0, 6)) {
            return "https:// URLs are reached by CONNECT, so that the proxy cannot read along:"
                    + " set the client's HTTPS proxy (such as https_proxy) to this proxy, and the client will use it";
        }
        return "only http:// URLs are forwarded, and CONNECT reaches host:port for everything else";
    }
}
