package adit.admin;

import adit.account.LiveListener;
import adit.account.LiveTunnel;
import java.util.Map;
import java.util.stream.Collectors;

/** The forms of a session, by which its operator acts. */
record Controls(Session session) {
    /** The field by which a session knows its forms. */
    static final String FORM_TOKEN = "form";

    /** What may be done to a listener. */
    String of(LiveListener listener) {
        String name = listener.name();
        return switch (listener.state()) {
            case LISTENING -> form("/pause", "", "Pause", " listener " + name, Map.of("listener", name));
            case PAUSED -> form("/resume", "", "Resume", " listener " + name, Map.of("listener", name));
            case STOPPED -> "";
        };
    }

    /** What may be done to a tunnel. */
    String of(LiveTunnel tunnel) {
        String which = " tunnel " + tunnel.id();
        Map<String, String> id = Map.of("id", tunnel.id());
        String rate = "<input name=\"rate\" required placeholder=\"100kb\" size=\"7\" aria-label=\"Bytes a second for"
                + Html.text(which) + ", 0 for no rate\">\n";
        return form("/throttle", rate, "Throttle", which, id) + form("/close", "", "Close", which, id);
    }

    /** What may be done to the proxy as a whole. */
    String ofProxy(boolean drains) {
        String time = "<label>Time for open tunnels <input name=\"timeout\" placeholder=\"30s\" size=\"7\"></label>\n";
        return "<div class=\"acts\">\n"
                + (drains
                        ? form("/cancel-drain", "", "Cancel drain", "", Map.of())
                        : form("/drain", time, "Drain", "", Map.of()))
                + form("/reload", "", "Reload", " the configuration", Map.of())
                + form(Desk.SIGN_OUT, "", "Sign out", "", Map.of())
                + "</div>\n";
    }

    /**
     * @param fields markup
     * @param what the button does that to, for who hears it without seeing where it is
     */
    private String form(String path, String fields, String label, String what, Map<String, String> hidden) {
        return "<form action=\"" + path + "\" method=\"post\">\n"
                + hidden(FORM_TOKEN, session.formToken())
                + hidden.entrySet().stream()
                        .map(field -> hidden(field.getKey(), field.getValue()))
                        .collect(Collectors.joining())
                + fields
                + "<button aria-label=\"" + Html.text(label + what) + "\">" + label + "</button>\n</form>\n";
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + Html.text(value) + "\">\n";
    }
}
