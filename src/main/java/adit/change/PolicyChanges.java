package adit.change;

import adit.account.TunnelRegistry;
import adit.config.ConfigurationException;
import adit.config.Draft;
import adit.config.LiveSettings;
import adit.config.PolicySet;
import adit.config.PolicyVersion;
import adit.config.StaleException;
import adit.time.Later;
import adit.time.WallClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Other policies are staged, compared with those in force, and put in force or dropped; earlier ones can be put in force
 * again. One operator at a time. Every answer has short lines for the operator. Safe for use by any thread, but not for
 * I/O threads: a commit waits for the live tunnels that it closes.
 */
public final class PolicyChanges {
    private static final Logger LOG = LogManager.getLogger(PolicyChanges.class);
    private static final Logger AUDIT = LogManager.getLogger("adit.audit");

    /** What reads of one that operators hardly write by hand still fits into a dialog. */
    private static final int MOST_LINES = 200;

    private static final long MOST_SECONDS = 10;

    private final LiveSettings settings;
    private final TunnelRegistry tunnels;
    private final WallClock clock;
    private final Later later;
    private final LiveReview review;
    private final TemporaryGrants grants;
    private final DecisionMemory decisions;

    /** Null where nothing is staged. */
    private Staged staged;

    /** What live tunnels are given time for; the last one counts. */
    private Object grace;

    private record Staged(String text, Draft draft) {}

    /** @param later what ends grants and times of grace */
    public PolicyChanges(LiveSettings settings, TunnelRegistry tunnels, WallClock clock, Later later) {
        this.settings = settings;
        this.tunnels = tunnels;
        this.clock = clock;
        this.later = later;
        this.review = new LiveReview(settings, tunnels, clock);
        this.grants = new TemporaryGrants(settings, clock, later);
        this.decisions = new DecisionMemory(settings, grants);
    }

    public TemporaryGrants grants() {
        return grants;
    }

    /** What is to be told of every decision. */
    public DecisionMemory decisions() {
        return decisions;
    }

    /** The versions of the policies that can be put in force again, newest first. */
    public List<PolicyVersion> history() {
        return settings.history();
    }

    /** The document that is staged; empty where none is. */
    public synchronized Optional<String> staged() {
        return Optional.ofNullable(staged).map(Staged::text);
    }

    /**
     * Reads a document in the form of the configuration, whose top-level sections take the place of those of the
     * configuration file, and keeps its policies for {@link #commit}. Of files that this one does not name, it may name
     * those below its folder alone. It may not refer to variables.
     *
     * @return what {@link #diff} says
     * @throws RefusedException with everything that is wrong; then what was staged stays
     */
    public String stage(String text) throws RefusedException {
        return stage("staged", text.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #stage}, the content of a file below the folder of the configuration, where its name starts. */
    public String stageFile(String file) throws RefusedException {
        try {
            Path path = settings.folder().resolve(file);
            return stage(path.toString(), settings.content(path));
        } catch (InvalidPathException e) {
            throw new RefusedException("this is not the name of a file");
        } catch (ConfigurationException e) {
            throw new RefusedException(e.getMessage());
        }
    }

    private synchronized String stage(String source, byte[] document) throws RefusedException {
        try {
            Draft draft = settings.draft(source, document);
            staged = new Staged(new String(document, StandardCharsets.UTF_8), draft);
            return diff();
        } catch (ConfigurationException e) {
            throw new RefusedException(e.getMessage());
        }
    }

    /**
     * What tells the staged policies from those in force, and what they would do to the live tunnels and to the last
     * requests.
     *
     * @throws RefusedException where nothing is staged
     */
    public synchronized String diff() throws RefusedException {
        Draft draft = wanted().draft();
        PolicySet inForce = PolicySet.of(settings.current());
        List<String> changes = PolicyDiff.between(inForce, draft.policies());
        List<String> lines = new ArrayList<>();
        if (draft.basis() != settings.generation()) {
            lines.add("other settings came into force since this was staged: stage it again");
        }
        changes.stream().limit(MOST_LINES).forEach(lines::add);
        if (changes.isEmpty()) {
            lines.add("the policies are those in force");
        } else if (changes.size() > MOST_LINES) {
            lines.add("and differences more: " + (changes.size() - MOST_LINES));
        }
        draft.ignored().forEach(key -> lines.add(key + ": not part of a policy: ignored until a reload"));
        draft.warnings().forEach(warning -> lines.add("warning: " + warning));
        lines.add(effect(draft.policies()).toString());
        return String.join("\n", lines);
    }

    private Effect effect(PolicySet next) {
        Trial inForce = Trial.of(settings.current());
        return Effect.of(
                inForce,
                new Trial(next, inForce.grants()),
                decisions.recent(),
                tunnels.live(Integer.MAX_VALUE),
                clock.now());
    }

    private Staged wanted() throws RefusedException {
        if (staged == null) {
            throw new RefusedException("nothing is staged");
        }
        return staged;
    }

    /**
     * Puts the staged policies in force. The configuration file stays as it is.
     *
     * @param mode {@code keep}: live tunnels go on; {@code close}: those now denied end; {@code grace 30s}: those end that
     *     are still denied when that time is over, unless policies are committed or taken back before
     * @throws RefusedException where nothing is staged, the mode is none, or other settings came into force meanwhile
     */
    public synchronized String commit(String mode) throws RefusedException {
        CommitMode how = CommitMode.parse(mode);
        Draft draft = wanted().draft();
        try {
            Optional<PolicyVersion> version = settings.commit(draft, "commit " + how.name());
            staged = null;
            List<String> lines = new ArrayList<>();
            lines.add(told(version));
            grace = null;
            how.closeAfter().ifPresent(delay -> lines.add(close(delay)));
            lines.add(
                    "not written to the configuration: a reload or restart reads that again; put it there to keep it");
            return String.join("\n", lines);
        } catch (StaleException e) {
            throw new RefusedException(e.getMessage() + "; stage it again");
        }
    }

    private static String told(Optional<PolicyVersion> version) {
        return version.map(next -> "version " + next.number() + " in force: " + next.summary())
                .orElse("the policies are those in force already");
    }

    private String close(Duration delay) {
        if (delay.isZero()) {
            CompletableFuture<Integer> ended = new CompletableFuture<>();
            review.begin(ended::complete);
            return told(ended);
        }
        Object own = new Object();
        grace = own;
        later.run(delay, () -> closeAfter(own));
        return "live tunnels that are denied end in " + delay;
    }

    private synchronized void closeAfter(Object own) {
        if (grace == own) {
            grace = null;
            review.begin(ended -> AUDIT.info("grace is over: live tunnels closed: {}", ended));
        }
    }

    private static String told(CompletableFuture<Integer> ended) {
        try {
            return "live tunnels closed: " + ended.get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.warn("Not every live tunnel was judged within {} s", MOST_SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return "live tunnels that are denied are being closed";
    }

    /**
     * Drops what is staged.
     *
     * @throws RefusedException where nothing is
     */
    public synchronized String rollback() throws RefusedException {
        wanted();
        staged = null;
        return "dropped; the policies in force stay";
    }

    /**
     * Puts the policies of an earlier version in force again, as a new one; live tunnels go on.
     *
     * @throws RefusedException where that version is not in the {@link #history}, or would open a listener to everybody
     */
    public synchronized String rollbackTo(long version) throws RefusedException {
        try {
            String told = told(settings.rollbackTo(version));
            grace = null;
            return told;
        } catch (IllegalArgumentException e) {
            throw new RefusedException(e.getMessage());
        }
    }
}
