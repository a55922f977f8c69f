package adit.auth;

import adit.policy.Identity;
import adit.time.Ticker;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Finds out who clients are. Called on I/O threads: what was verified a short time ago is answered there and then, for
 * the price of an HMAC; hashing and reading files are left to an executor.
 *
 * <p>Attempts with the same credentials that come while they are being hashed wait for that one answer: a browser opens
 * many connections at once. Safe for use by any thread.
 */
public final class Authenticator {
    private static final Logger LOG = LogManager.getLogger(Authenticator.class);

    private record Waiting(InetAddress client, Login login) {}

    private final Executor hashing;
    private final Ticker ticker;
    private final Slowdown slowdown = new Slowdown();

    /** Who waits for which hash, by fingerprint; guarded by itself. */
    private final Map<ByteBuffer, List<Waiting>> attempts = new HashMap<>();

    /** @param hashing may refuse, and then clients are told to come again; its queue must be bounded */
    public Authenticator(Executor hashing, Ticker ticker) {
        this.hashing = hashing;
        this.ticker = ticker;
    }

    /** Verifies the credentials. Returns at once. */
    public void authenticate(Realm realm, Credentials credentials, InetAddress client, Login login) {
        if (realm.claimLook(ticker.nanos())) {
            try {
                hashing.execute(() -> {
                    if (refresh(realm)) {
                        answer(realm, credentials, client, login);
                    } else {
                        login.postponed(Login.Busy.FAULT);
                    }
                });
                return;
            } catch (RejectedExecutionException e) {
                realm.releaseLook();
            }
        }
        answer(realm, credentials, client, login);
    }

    /** The user of that name with its groups of now, by files that are looked at once a second. May block. */
    public Optional<Identity> find(Realm realm, String user) {
        boolean known = !realm.claimLook(ticker.nanos()) || refresh(realm);
        return known ? realm.users().find(user) : Optional.empty();
    }

    /** Returns whether the users in force may be asked: not where it cannot be known what the files say. */
    private static boolean refresh(Realm realm) {
        try {
            realm.refresh();
        } catch (UserFileException e) {
            LOG.error(
                    "the users of realm {} stay as they were: {}",
                    realm.name(),
                    e.problems().get(0));
        } catch (RuntimeException e) {
            LOG.error("the users of realm {} could not be looked at", realm.name(), e);
            realm.releaseLook();
            return false;
        }
        return true;
    }

    private void answer(Realm realm, Credentials credentials, InetAddress client, Login login) {
        ByteBuffer fingerprint = realm.fingerprint(credentials);
        Optional<Identity> known = realm.recall(fingerprint, ticker.nanos());
        if (known.isPresent()) {
            login.accepted(known.get());
            return;
        }
        switch (admit(fingerprint, new Waiting(client, login))) {
            case FIRST -> attempt(realm, credentials, fingerprint, client);
            case TURNED_AWAY -> login.postponed(Login.Busy.CLIENT);
            case JOINED -> {}
        }
    }

    private enum Admission {
        FIRST,
        JOINED,
        TURNED_AWAY
    }

    private Admission admit(ByteBuffer fingerprint, Waiting waiting) {
        synchronized (attempts) {
            List<Waiting> others = attempts.get(fingerprint);
            if (others != null) {
                others.add(waiting);
                return Admission.JOINED;
            }
            if (!slowdown.enter(waiting.client(), ticker.nanos())) {
                return Admission.TURNED_AWAY;
            }
            attempts.put(fingerprint, new ArrayList<>(List.of(waiting)));
            return Admission.FIRST;
        }
    }

    private List<Waiting> conclude(ByteBuffer fingerprint) {
        synchronized (attempts) {
            return attempts.remove(fingerprint);
        }
    }

    /** Lest clients that have left keep the hashers from those that wait. */
    private boolean isGivenUp(ByteBuffer fingerprint) {
        synchronized (attempts) {
            boolean givenUp = attempts.get(fingerprint).stream()
                    .noneMatch(waiting -> waiting.login().isAwaited());
            if (givenUp) {
                attempts.remove(fingerprint);
            }
            return givenUp;
        }
    }

    private void attempt(Realm realm, Credentials credentials, ByteBuffer fingerprint, InetAddress client) {
        try {
            hashing.execute(() -> hash(realm, credentials, fingerprint, client));
        } catch (RejectedExecutionException e) {
            slowdown.leave(client, ticker.nanos(), 0);
            conclude(fingerprint).forEach(waiting -> waiting.login().postponed(Login.Busy.PROXY));
        }
    }

    private void hash(Realm realm, Credentials credentials, ByteBuffer fingerprint, InetAddress client) {
        if (isGivenUp(fingerprint)) {
            slowdown.leave(client, ticker.nanos(), 0);
            return;
        }
        Optional<Identity> identity = Optional.empty();
        try {
            identity = realm.verify(credentials, fingerprint, ticker.nanos());
        } catch (RuntimeException e) {
            LOG.error("a password could not be verified", e);
        } finally {
            tell(conclude(fingerprint), identity, client);
        }
    }

    /** @param holder the address that holds the place of the attempt: that of the first who waits */
    private void tell(List<Waiting> all, Optional<Identity> identity, InetAddress holder) {
        long now = ticker.nanos();
        long longest = 0;
        for (Waiting waiting : all) {
            if (identity.isPresent()) {
                waiting.login().accepted(identity.get());
            } else {
                long delay = slowdown.failed(waiting.client(), now);
                longest = Math.max(longest, delay);
                waiting.login().refused(delay);
            }
        }
        slowdown.leave(holder, now, longest);
    }
}
