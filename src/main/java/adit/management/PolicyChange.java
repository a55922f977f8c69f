package adit.management;

import adit.change.PolicyChanges;
import adit.change.RefusedException;
import adit.change.TemporaryGrants;
import adit.config.PolicyVersion;
import adit.policy.Grant;
import adit.privacy.Privacy;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lets operators change the policies in force. Safe for use by any thread. */
final class PolicyChange implements PolicyChangeMXBean {
    private final PolicyChanges changes;
    private final Privacy privacy;
    private final Audit audit;

    PolicyChange(PolicyChanges changes, Privacy privacy, Audit audit) {
        this.changes = changes;
        this.privacy = privacy;
        this.audit = audit;
    }

    @Override
    public List<GrantRow> getGrants() {
        return changes.grants().inForce().stream()
                .<GrantRow>map(grant -> new Row(grant, changes.grants()))
                .toList();
    }

    @Override
    public List<VersionRow> getHistory() {
        return changes.history().stream().<VersionRow>map(Version::new).toList();
    }

    @Override
    public String getStaged() {
        return escapeLines(changes.staged().orElse(""));
    }

    @Override
    public String stage(String text) {
        String document = orEmpty(text);
        return run("stage(" + document.length() + " characters)", () -> changes.stage(document));
    }

    @Override
    public String stageFile(String file) {
        String name = orEmpty(file);
        return run("stageFile(" + Text.brief(name) + ")", () -> changes.stageFile(name));
    }

    @Override
    public String diff() {
        return run("diff()", changes::diff);
    }

    @Override
    public String commit(String mode) {
        String wanted = orEmpty(mode);
        return run("commit(" + Text.brief(wanted) + ")", () -> changes.commit(wanted));
    }

    @Override
    public String rollback() {
        return run("rollback()", changes::rollback);
    }

    @Override
    public String rollbackTo(long version) {
        return run("rollbackTo(" + version + ")", () -> changes.rollbackTo(version));
    }

    @Override
    public String allowFor(String target, String user, String duration, String reason) {
        List<String> given = Stream.of(target, user, duration, reason)
                .map(PolicyChange::orEmpty)
                .toList();
        String arguments = given.stream().map(Text::brief).collect(Collectors.joining(", "));
        return run("allowFor(" + arguments + ")", () -> {
            Grant grant = changes.grants().give(given.get(0), given.get(1), given.get(2), given.get(3));
            String whom = grant.user().map(name -> "for the user " + name).orElse("for everybody");
            return grant.id() + ": " + grant.target() + " until " + grant.until() + " " + whom;
        });
    }

    @Override
    public String revokeGrant(String id) {
        String wanted = orEmpty(id);
        return run("revokeGrant(" + Text.brief(wanted) + ")", () -> {
            Grant grant = changes.grants().revoke(wanted);
            return grant.id() + " revoked: " + grant.target() + "; tunnels that it let in go on";
        });
    }

    /** Not wrapped: where a line of YAML is broken matters. What it names stays out of the audit. */
    @Override
    public String learn() {
        audit.run("PolicyChange.learn()", () -> {
            if (!privacy.namesTargets()) {
                throw new IllegalArgumentException(
                        "rules name targets, which privacy.target hides: learn needs privacy.target: full");
            }
            return "told";
        });
        return changes.decisions().learn();
    }

    private String run(String operation, Action action) {
        return Text.wrap(audit.run("PolicyChange." + operation, () -> {
            try {
                return escapeLines(action.run());
            } catch (RefusedException e) {
                // Without its cause, whose class a remote client does not know.
                throw new IllegalArgumentException(escapeLines(e.getMessage()));
            }
        }));
    }

    /** A client may leave an argument out. */
    private static String orEmpty(String argument) {
        return argument == null ? "" : argument;
    }

    private static String escapeLines(String text) {
        return text.lines().map(Text::escape).collect(Collectors.joining("\n"));
    }

    @FunctionalInterface
    private interface Action {
        String run() throws RefusedException;
    }

    private record Row(Grant grant, TemporaryGrants grants) implements GrantRow {
        @Override
        public String getId() {
            return grant.id();
        }

        @Override
        public String getTarget() {
            return grant.target().toString();
        }

        @Override
        public String getUser() {
            return Text.escape(grant.user().orElse(""));
        }

        @Override
        public String getUntil() {
            return grant.until().truncatedTo(ChronoUnit.SECONDS).toString();
        }

        @Override
        public String getReason() {
            return Text.escape(grant.reason());
        }

        @Override
        public long getUses() {
            return grants.uses(grant.id());
        }
    }

    private record Version(PolicyVersion version) implements VersionRow {
        @Override
        public long getVersion() {
            return version.number();
        }

        @Override
        public String getAt() {
            return version.at().truncatedTo(ChronoUnit.SECONDS).toString();
        }

        @Override
        public String getCause() {
            return version.cause();
        }

        @Override
        public String getSummary() {
            return Text.escape(version.summary());
        }
    }
}
