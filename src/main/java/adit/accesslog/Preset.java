package adit.accesslog;

/** The formats that other programs read. */
public final class Preset {
    /** An object (RFC 8259) on each line. */
    public static final LineFormat JSON = new JsonLine();

    /** The Common Log Format, as Apache HTTP Server writes it. */
    public static final LineFormat CLF =
            layout("{client} - {user} [{clf_time}] \"{request}\" {clf_status} {bytes_to_client}");

    /** The native format of Squid since its version 3. */
    public static final LineFormat SQUID = layout("{epoch} {squid_elapsed} {client} {squid_result} {bytes_to_client}"
            + " {method} {url} {user} {squid_hierarchy} -");

    /** Labeled tab-separated values, with the labels that ltsv.org recommends and some more. */
    public static final LineFormat LTSV = layout("time:[{clf_time}]\thost:{client}\tuser:{user}\treq:{request}"
            + "\tmethod:{method}\turi:{url}\tprotocol:{protocol}\tstatus:{clf_status}\tsize:{bytes_to_client}"
            + "\treqsize:{bytes_to_target}\treqtime:{duration_s}\tlistener:{listener}\ttunnel:{tunnel}"
            + "\toutcome:{outcome}");

    private Preset() {}

    private static LineFormat layout(String text) {
        try {
            return Layout.parse(text);
        } catch (BadLayoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
