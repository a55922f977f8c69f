package adit.limits;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The accounts of all keys of one kind. Safe for use by any thread; only those with the same key wait for each other, and
 * only when a tunnel begins or ends.
 *
 * <p>Tunnels are counted also while nothing limits them, so that a limit that is set later counts all there are.
 *
 * <p>Memory is bounded, whoever comes from however many addresses: an account in use belongs to a tunnel, of which
 * {@code limits.max_connections} bounds the number. One that is not in use is forgotten as soon as there is nothing to
 * remember. Those that still remember a rate are forgotten past {@link #MOST_IDLE}, too: to refuse new keys instead would let
 * one with many addresses lock all others out, and what is forgotten is some seconds of the past.
 */
final class LimitTable<K> {
    /** How many of one key that are refused may be told so at a time. */
    static final int NOTICES = 8;

    /** How many accounts without a tunnel may stay. */
    static final int MOST_IDLE = 65_536;

    private static final int LEAST_SWEEP = 1024;

    private final Supplier<Allowance> allowance;
    private final ConcurrentHashMap<Object, Account> accounts = new ConcurrentHashMap<>();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile long sweepAt = LEAST_SWEEP;

    /** @param allowance what each key may have, asked anew each time */
    LimitTable(Supplier<Allowance> allowance) {
        this.allowance = allowance;
    }

    Allowance allowance() {
        return allowance.get();
    }

    /** Takes one tunnel more into the account of its key; the permit says whether it may be. */
    Permit admit(K key, long now) {
        return admit(key, allowance.get(), now);
    }

    /** As {@link #admit(Object, long)}, by limits that hold for this time. */
    Permit admit(K key, Allowance limits, long now) {
        Permit permit = new Permit(this, key);
        accounts.compute(key, (same, known) -> permit.enter(known == null ? new Account(now) : known, limits, now));
        if (accounts.mappingCount() >= sweepAt) {
            sweep(now);
        }
        return permit;
    }

    void release(Object key, Permit permit, long now) {
        accounts.computeIfPresent(key, (same, account) -> {
            permit.leave();
            return account.isBlank(now) ? null : account;
        });
    }

    /** The next sweep comes when there are twice as many: so its cost is that of a few steps for each new key. */
    private void sweep(long now) {
        if (sweeping.compareAndSet(false, true)) {
            remove(account -> account.isBlank(now));
            if (accounts.mappingCount() > MOST_IDLE) {
                remove(account -> !account.isInUse());
            }
            sweepAt = Math.max(LEAST_SWEEP, 2 * accounts.mappingCount());
            sweeping.set(false);
        }
    }

    /** Each within its own lock: a tunnel that begins meanwhile finds its account or makes a new one. */
    private void remove(Predicate<Account> idle) {
        for (Object key : accounts.keySet()) {
            accounts.computeIfPresent(key, (same, account) -> idle.test(account) ? null : account);
        }
    }

    /** How many keys have an account. */
    int size() {
        return accounts.size();
    }

    /** The most that one key has. */
    int mostTunnels() {
        return accounts.values().stream().mapToInt(Account::tunnels).max().orElse(0);
    }

    /** The most that any key has, of each. */
    Most most(long now) {
        long newPerSecond = allowance.get().newPerSecond();
        long spent = accounts.values().stream()
                .mapToLong(account -> account.spent(newPerSecond, now))
                .max()
                .orElse(0);
        return new Most(mostTunnels(), spent);
    }

    /** How many keys have an account in use. */
    long inUse() {
        return accounts.values().stream().filter(Account::isInUse).count();
    }
}
