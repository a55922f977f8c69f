package adit.setup;

import adit.auth.Credentials;
import adit.http.IpAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program behind {@code tunnel.sh jmx-setup}. The passwords go to standard output, and nowhere else. */
@Command(
        name = "tunnel.sh jmx-setup",
        description = "Makes what JMX from other programs and machines needs, in conf/jmx: a key and a certificate, and"
                + " the users monitor and control with passwords, which are shown this once.",
        sortOptions = false,
        exitCodeOnExecutionException = 1,
        exitCodeOnInvalidInput = 2)
public final class JmxSetup implements Callable<Integer> {
    private static final int PASSWORD_BYTES = 15;
    private static final int HIGHEST_PORT = 65535;

    private final Path conf;
    private final SecureRandom random = new SecureRandom();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "one address of this machine (127.0.0.1)")
    private String address;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "9010", description = "from 1 to 65535 (9010)")
    private int port;

    @Option(names = "--force", description = "make all anew: what was made before lets nobody in any more")
    private boolean force;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    private JmxSetup(Path conf) {
        this.conf = conf;
    }

    public static void main(String[] args) {
        Path conf = Path.of(System.getProperty("adit.base", ""), "conf").toAbsolutePath();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(execute(conf, out, err, args));
    }

    /**
     * @param conf the folder of the configuration
     * @return the exit code
     */
    static int execute(Path conf, PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new JmxSetup(conf))
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((failure, given) -> {
                    err.println(failure.getMessage() + "; try tunnel.sh jmx-setup --help");
                    return failure.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    err.println(failure.getMessage());
                    return command.getCommandSpec().exitCodeOnExecutionException();
                })
                .execute(args);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        InetAddress host = host();
        String reading = password();
        String operating = password();
        try (NewFolder folder = NewFolder.of(conf.resolve("jmx"), force)) {
            Certificate.make(folder, host, password());
            folder.write("htpasswd", line("monitor", reading), line("control", operating));
            folder.write("access", "monitor: monitor", "control: control");
            folder.takePlace();
        }
        spec.commandLine().getOut().print(report(host, reading, operating));
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }

    private InetAddress host() {
        InetAddress host = IpAddress.parse(address)
                .filter(one -> !one.isAnyLocalAddress() && !one.isMulticastAddress())
                .orElseThrow(() -> misused("--address", address, "one IP address of this machine, such as 127.0.0.1"));
        if (port < 1 || port > HIGHEST_PORT) {
            throw misused("--port", String.valueOf(port), "a number from 1 to " + HIGHEST_PORT);
        }
        return host;
    }

    private ParameterException misused(String option, String found, String allowed) {
        return new ParameterException(spec.commandLine(), option + ": found '" + found + "'; allowed: " + allowed);
    }

    private String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    private static String line(String user, String password) {
        return Credentials.of(user, password).orElseThrow().htpasswd();
    }

    private String report(InetAddress host, String reading, String operating) {
        String text = IpAddress.text(host);
        String at = (text.indexOf(':') >= 0 ? "[" + text + "]" : text) + ":" + port;
        Path trust = conf.resolve("jmx").resolve(Certificate.TRUST_STORE);
        return """
                Two users, whose passwords are shown this once:

                  monitor  %s   reads
                  control  %s   reads, sets and invokes

                For conf/adit.yaml, and then a restart:

                jmx:
                  address: "%s"
                  tls: {keystore: jmx/%s, password_file: jmx/%s}
                  htpasswd: jmx/htpasswd
                  access: jmx/access

                To connect, from another machine with a copy of %s, as a remote process %s:

                  jconsole %s

                Other programs take service:jmx:rmi:///jndi/rmi://%s/jmxrmi, with TLS for the registry, too.
                """.formatted(
                        reading,
                        operating,
                        at,
                        Certificate.KEY_STORE,
                        Certificate.PASSWORD_FILE,
                        Certificate.TRUST_STORE,
                        at,
                        quoted("-J-Djavax.net.ssl.trustStore=" + trust),
                        at);
    }

    /** As a shell takes it for one word. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
