package adit.limits;

import adit.relay.SharedRate;
import java.util.Optional;

/**
 * What one tunnel has of the account of its key: a place in it, or the reason why it has none. To be {@link #release
 * released} when the tunnel is over, whatever it was. Belongs to the thread of the tunnel.
 */
public final class Permit {
    private final LimitTable<?> table;
    private final Object key;
    private Account account;
    private Optional<Refusal> refusal = Optional.empty();
    private boolean noticed;

    Permit(LimitTable<?> table, Object key) {
        this.table = table;
        this.key = key;
    }

    /** As a function of the table, for whose key nobody else enters or leaves meanwhile. */
    Account enter(Account present, Allowance allowance, long now) {
        account = present;
        refusal = present.enter(allowance, now);
        noticed = refusal.isPresent() && present.beginNotice(LimitTable.NOTICES);
        return present;
    }

    /** As {@link #enter}. */
    void leave() {
        if (refusal.isEmpty()) {
            account.leave();
        } else if (noticed) {
            account.endNotice();
        }
    }

    /** Why the tunnel may not be; empty where it may. */
    public Optional<Refusal> refusal() {
        return refusal;
    }

    /**
     * Whether one that is refused may take the time to be told so. Of each key a few may at a time: who floods the proxy must
     * not hold by that what the limit denies.
     */
    public boolean mayBeTold() {
        return noticed;
    }

    /** The rate that the tunnel shares by the limits in force; empty where there is none. */
    public Optional<SharedRate> rate(long now) {
        return account.rate(table.allowance().bytesPerSecond(), now);
    }

    /** Gives the place back. A second call does nothing. */
    public void release(long now) {
        if (account != null) {
            table.release(key, this, now);
            account = null;
        }
    }
}
