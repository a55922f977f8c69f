package adit.load;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Any proxy that answers CONNECT in the clear, run by a command that stays in the foreground. */
final class OtherProxy extends Subject {
    private static final long START_SECONDS = 20;
    private static final long STOP_SECONDS = 5;

    private final String command;
    private final int port = freePort();
    private Process process;

    /** @param command for the shell; it finds its port in {@code PORT} */
    OtherProxy(String command) throws IOException {
        super(command.split(" ", 2)[0].replaceAll(".*/", ""));
        this.command = command;
    }

    @Override
    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec " + command);
        builder.environment().put("PORT", Integer.toString(port));
        process = builder.redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new IOException(command + " did not open port " + port);
            }
        }
    }

    private boolean listens() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (java.net.ConnectException e) {
            return process.onExit()
                            .completeOnTimeout(null, 100, TimeUnit.MILLISECONDS)
                            .join()
                    != null;
        }
    }

    @Override
    String description() {
        return command;
    }

    @Override
    boolean does(Mode mode) {
        return !mode.isTls();
    }

    @Override
    Entrance entrance(boolean tls) {
        return new Entrance(port, Optional.empty());
    }

    @Override
    ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            process.onExit()
                    .completeOnTimeout(process, STOP_SECONDS, TimeUnit.SECONDS)
                    .join();
            process.destroyForcibly();
            process = null;
        }
    }
}
