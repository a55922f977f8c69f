package adit.net;

import adit.auth.Login;
import adit.auth.Realm;
import adit.policy.Identity;
import adit.tunnel.Phase;

/**
 * A request that waits for the answer to its credentials, and takes it on the thread of its tunnel.
 *
 * @param pass lets the request go on
 */
record PendingLogin(Tunnel tunnel, Realm realm, Runnable pass) implements Login {

    @Override
    public boolean isAwaited() {
        return tunnel.phase() == Phase.AUTHORISING;
    }

    @Override
    public void accepted(Identity identity) {
        onLoop(() -> {
            if (tunnel.authenticated(identity)) {
                pass.run();
            }
        });
    }

    @Override
    public void refused(long delayNanos) {
        onLoop(() -> tunnel.refuseIn(delayNanos, Rejections.challenge(realm, "User or password is wrong.")));
    }

    @Override
    public void postponed(Busy busy) {
        onLoop(() -> tunnel.refuse(Rejections.of(busy)));
    }

    private void onLoop(Runnable task) {
        if (tunnel.processor().onLoop()) {
            task.run();
        } else {
            tunnel.processor().post(task);
        }
    }
}
