package adit.terminal;

import java.util.regex.Pattern;

/** The ids that live tunnels have. */
final class LiveId {
    private static final Pattern ID = Pattern.compile("[0-9a-z]{1,64}");

    private LiveId() {}

    /** @throws CommandException where no live tunnel has that id: its caller should know that nothing was done */
    static void check(Beans beans, String id) {
        if (!ID.matcher(id).matches()
                || beans.invoke("Tunnels", "matching", "id=" + id).equals("0")) {
            throw new CommandException(
                    ExitCodes.FAILED, "no live tunnel has the id '" + id + "': tunnel.sh tunnels lists them");
        }
    }
}
