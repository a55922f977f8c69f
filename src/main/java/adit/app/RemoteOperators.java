package adit.app;

import adit.auth.Authenticator;
import adit.config.RemoteJmx;
import adit.net.ListenException;
import adit.remote.RemoteAccess;
import adit.time.Ticker;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The port of JMX, where there is one. Opened and closed by one thread after the other. */
final class RemoteOperators implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(RemoteOperators.class);

    private final Optional<RemoteJmx> settings;
    private final Executor hashers;
    private volatile Optional<RemoteAccess> access = Optional.empty();

    /**
     * @param settings empty where operators have to be on this machine
     * @param hashers what verifies passwords
     */
    RemoteOperators(Optional<RemoteJmx> settings, Executor hashers) {
        this.settings = settings;
        this.hashers = hashers;
    }

    /**
     * Opens the port, or has it opened when a predecessor gives it up; a successor gets it from here in its turn.
     *
     * @throws ListenException where the address cannot be bound
     */
    void open(Succession succession) throws ListenException {
        if (settings.filter(jmx -> succession.mayShare(jmx.address())).isPresent()) {
            succession.whenAlone(this::take);
        } else {
            open();
        }
        succession.onHandOver(this::close);
    }

    private void open() throws ListenException {
        if (settings.isPresent()) {
            access = Optional.of(open(settings.get()));
        }
    }

    /** Where that cannot be done the proxy serves all the same. */
    private void take() {
        try {
            open();
        } catch (ListenException e) {
            LOG.error("{}", e.getMessage());
        }
    }

    private RemoteAccess open(RemoteJmx jmx) throws ListenException {
        try {
            // Apart from that of clients: who guesses as one shall not keep operators out.
            Authenticator authenticator = new Authenticator(hashers, Ticker.SYSTEM);
            return RemoteAccess.open(jmx, ManagementFactory.getPlatformMBeanServer(), authenticator);
        } catch (IOException e) {
            throw new ListenException("listener of jmx", jmx.address(), e);
        }
    }

    /** To be called now and then. */
    void announce() {
        access.ifPresent(RemoteAccess::announce);
    }

    @Override
    public void close() {
        access.ifPresent(RemoteAccess::close);
        access = Optional.empty();
    }
}
