package adit.management;

import java.util.List;
import javax.management.MBeanOperationInfo;

/** {@code adit:type=PolicyChange}: operations that fail throw {@link IllegalArgumentException}, which says why. */
@Description(
        "Changes of the policies: tried on what is asked of them before they hold, and taken back; and grants for a while.")
public interface PolicyChangeMXBean {

    @Description("The temporary grants in force: what may be reached for a while whatever block lists and rules say.")
    List<GrantRow> getGrants();

    @Description("The versions of the policies that rollbackTo can put in force again, newest first.")
    List<VersionRow> getHistory();

    @Description("The document that is staged; empty where none is.")
    String getStaged();

    @Description(
            "Reads a document in the form of the configuration, without variables, whose top-level sections take the place of those of"
                    + " the configuration file, and keeps its policies for a commit. It may name files below the folder of"
                    + " the configuration, and those that the configuration names. Says what diff says.")
    String stage(@ParameterName("text") @Description("YAML, such as policy: {rules: []}.") String text);

    @Description("As stage, the content of a file below the folder of the configuration; no other is read.")
    String stageFile(
            @ParameterName("file") @Description("Its name; a relative one starts at that folder.") String file);

    @Description("What tells the staged policies from those in force, and what they would do to the live tunnels and to"
            + " the last requests.")
    @Impact(MBeanOperationInfo.INFO)
    String diff();

    @Description("Puts the staged policies in force until the next reload or restart, which read the configuration.")
    String commit(
            @ParameterName("mode")
                    @Description(
                            "What becomes of live tunnels that are denied now: keep, close, or grace and a duration"
                                    + " such as grace 30s.")
                    String mode);

    @Description("Drops what is staged.")
    String rollback();

    @Description("Puts the policies of an earlier version in force again; live tunnels go on.")
    String rollbackTo(@ParameterName("version") @Description("Its number in History.") long version);

    @Description(
            "Lets something be reached for a while whatever block lists and rules say, but no address that is denied.")
    String allowFor(
            @ParameterName("target")
                    @Description(
                            "As host:port, *.name:port for the names below it, or * for the port, such as example.com:*.")
                    String target,
            @ParameterName("user") @Description("Whom alone it is for; empty for everybody.") String user,
            @ParameterName("duration") @Description("From 1s to 7d, such as 30m or PT30M.") String duration,
            @ParameterName("reason") @Description("Why, on one line.") String reason);

    @Description("Takes a grant back; tunnels that it let in go on.")
    String revokeGrant(@ParameterName("id") @Description("As Grants shows it.") String id);

    @Description("Proposes rules, in YAML, that allow what policies of mode report let pass and would deny. Only where"
            + " privacy.target is full, as rules name targets.")
    @Impact(MBeanOperationInfo.INFO)
    String learn();

    /** One grant. */
    interface GrantRow {
        @Description("What revokeGrant takes.")
        String getId();

        @Description("What it lets pass, as allowFor was given it.")
        String getTarget();

        @Description("Empty for everybody.")
        String getUser();

        @Description("When it ends, in UTC by ISO 8601.")
        String getUntil();

        @Description("Why it was given.")
        String getReason();

        @Description("Requests that passed by it; -1 where they were of too few clients to be told.")
        long getUses();
    }

    /** Policies that were in force from some moment on. */
    interface VersionRow {
        @Description("What rollbackTo takes.")
        long getVersion();

        @Description("When it came into force, in UTC by ISO 8601.")
        String getAt();

        @Description("What put them in force: start, reload, commit or rollback.")
        String getCause();

        @Description("The keys of the configuration that it changed.")
        String getSummary();
    }
}
