package adit.management;

import adit.account.LiveListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** The listener of the default settings, without a socket. */
final class FakeListener implements LiveListener {
    private volatile State state = State.LISTENING;

    /** Why it cannot be resumed. */
    volatile Optional<IOException> obstacle = Optional.empty();

    @Override
    public String name() {
        return "main";
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public void pause() {
        if (state != State.STOPPED) {
            state = State.PAUSED;
        }
    }

    @Override
    public void resume() throws IOException {
        if (obstacle.isPresent()) {
            throw obstacle.get();
        }
        state = State.LISTENING;
    }

    void stop() {
        state = State.STOPPED;
    }
}
