package adit.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** This program, run by its script with its records, counters and limits, none of which anybody comes near. */
final class Distribution extends Subject {
    private static final String CONFIGURATION = """
            listeners:
              - {name: plain, address: "127.0.0.1:%d", mode: http}
              - {name: secure, address: "127.0.0.1:%d", mode: https, tls: {keystore: "%s", password_file: "%s"}}
            client_connection:
              relay_policy: {idle_timeout: 5m, max_lifetime: 1d, max_total_payload: 1000000gb}
            target_connection:
              relay_policy: {idle_timeout: 5m, max_lifetime: 1d, max_total_payload: 1000000gb}
            policy: {allowed_ports: {connect: any, http: any}, allowed_addresses: ["127.0.0.0/8"]}
            limits: {max_tunnels_per_client: 100000, max_tunnels_per_target: 100000}
            """;

    private final Path home;
    private final Path script;
    private final Path base;
    private final Path keys;
    private final SSLContext trust;
    private final int plainPort = freePort();
    private final int securePort = freePort();
    private Optional<ProcessHandle> process = Optional.empty();

    /**
     * An instance that is yet to be started.
     *
     * @param home with {@code bin/tunnel.sh}: an unpacked distribution or a checkout
     * @param base its directory, which is made
     * @param keys the directory of {@code ec.p12}, and its {@code password}
     */
    Distribution(String name, Path home, Path base, Path keys, SSLContext trust) throws IOException {
        super(name);
        this.home = home;
        this.script = home.resolve("bin/tunnel.sh");
        this.base = base;
        this.keys = keys;
        this.trust = trust;
    }

    @Override
    void start() throws IOException {
        Path file = Files.createDirectories(base.resolve("conf")).resolve("adit.yaml");
        Files.writeString(
                file, CONFIGURATION.formatted(plainPort, securePort, keys.resolve("ec.p12"), keys.resolve("password")));
        run("stop");
        run("start", "--config", file.toString());
        String pid = Files.readString(base.resolve("run/adit.pid")).split(" ", 2)[0];
        process = ProcessHandle.of(Long.parseLong(pid));
    }

    private void run(String... arguments) throws IOException {
        Path said = base.resolve("script.log");
        ProcessBuilder builder = new ProcessBuilder(script.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("ADIT_BASE", base.toString());
        builder.environment().put("ADIT_STOP_TIMEOUT", "5");
        builder.redirectErrorStream(true).redirectOutput(said.toFile());
        if (builder.start().onExit().join().exitValue() != 0) {
            throw new IOException(script + " " + arguments[0] + " failed: "
                    + Files.readString(said).strip());
        }
    }

    @Override
    String description() throws IOException {
        return Surroundings.version(home) + ", " + Surroundings.java(process());
    }

    @Override
    boolean does(Mode mode) {
        return true;
    }

    @Override
    Entrance entrance(boolean tls) {
        return new Entrance(tls ? securePort : plainPort, tls ? Optional.of(trust) : Optional.empty());
    }

    @Override
    ProcessHandle process() {
        return process.orElseThrow();
    }

    @Override
    public void close() throws IOException {
        if (process.isPresent()) {
            process = Optional.empty();
            run("stop");
        }
    }
}
