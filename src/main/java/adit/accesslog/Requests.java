package adit.accesslog;

import adit.account.TunnelRecord;
import adit.tunnel.Outcome;

/** What a tunnel was asked for and what came of it, in the terms of other programs' logs. */
final class Requests {
    private static final String CONNECT = "CONNECT";
    private static final String USUAL_PORT = ":80";
    private static final int FORBIDDEN = 403;
    private static final int AUTHENTICATION_REQUIRED = 407;
    private static final int TOO_MANY = 429;

    private Requests() {}

    static String url(TunnelRecord tunnel) {
        String target = tunnel.parties().target();
        if (target.isEmpty() || isTunnel(tunnel)) {
            return target;
        }
        boolean usual = target.endsWith(USUAL_PORT);
        return "http://" + (usual ? target.substring(0, target.length() - USUAL_PORT.length()) : target) + "/";
    }

    /** As the first line of a request, or nothing where there was none. */
    static void line(TunnelRecord tunnel, StringBuilder out) {
        TunnelRecord.Request request = tunnel.request();
        if (!request.equals(TunnelRecord.Request.NONE)) {
            out.append(request.method()).append(' ');
            int start = out.length();
            out.append(url(tunnel));
            if (out.length() == start) {
                out.append('-');
            }
            Words.encode(out, start);
            out.append(' ').append(request.version());
        }
    }

    static void result(TunnelRecord tunnel, StringBuilder out) {
        out.append(code(tunnel)).append(tunnel.status() == 0 ? "/000" : "/" + tunnel.status());
    }

    private static String code(TunnelRecord tunnel) {
        boolean established = tunnel.outcome() == Outcome.ESTABLISHED;
        int status = tunnel.status();
        if (!established && (status == FORBIDDEN || status == AUTHENTICATION_REQUIRED || status == TOO_MANY)) {
            return "TCP_DENIED";
        }
        if (!established && tunnel.request().equals(TunnelRecord.Request.NONE)) {
            return "NONE_NONE";
        }
        return (isTunnel(tunnel) ? "TCP_TUNNEL" : "TCP_MISS") + (status == 0 ? "_ABORTED" : "");
    }

    static void hierarchy(TunnelRecord tunnel, StringBuilder out) {
        out.append(tunnel.durations().connect() > 0 ? "HIER_DIRECT/" : "HIER_NONE/");
        String address = tunnel.parties().address();
        out.append(address.isEmpty() ? "-" : address);
    }

    /** Whether the client has the connection to itself, by its own request or by mode tcp. */
    private static boolean isTunnel(TunnelRecord tunnel) {
        String method = tunnel.request().method();
        return method.isEmpty() || method.equals(CONNECT);
    }
}
