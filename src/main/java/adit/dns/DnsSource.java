package adit.dns;

import adit.dns.AnswerReader.Reading;
import adit.dns.Finding.Failed;
import adit.dns.Finding.Known;
import adit.time.Ticker;
import adit.tunnel.Outcome;
import adit.tunnel.Rejection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Asks name servers: those of the settings, or of the machine. Names are taken as they stand, without search domains. */
final class DnsSource implements Source {
    private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");
    private static final InetSocketAddress USUAL = new InetSocketAddress(InetAddress.getLoopbackAddress(), 53);

    private final DnsLoop loop;
    private final Supplier<DnsSettings> settings;
    private final WatchedFile<List<InetSocketAddress>> ofMachine;

    /** The servers, and what they were made of. */
    private NameServers servers;

    private List<Object> madeOf = List.of();

    DnsSource(DnsLoop loop, Supplier<DnsSettings> settings, Ticker ticker) {
        this.loop = loop;
        this.settings = settings;
        this.ofMachine = new WatchedFile<>(ticker, ResolvConf::read);
        ofMachine.look(RESOLV_CONF);
    }

    @Override
    public List<InetSocketAddress> servers() {
        List<InetSocketAddress> own = settings.get().servers();
        List<InetSocketAddress> used = own.isEmpty() ? ofMachine.content() : own;
        return used.isEmpty() ? List.of(USUAL) : used;
    }

    @Override
    public void lookUp(String host, Set<Family> families, BiConsumer<Family, Finding> found) {
        refresh();
        try {
            Name name = Name.fromString(host, Name.root);
            families.forEach(family -> new Question(host, family, found, AnswerReader.nothing(name)).ask());
        } catch (TextParseException e) {
            Finding none = failed(Outcome.RESOLVE_FAILED, host, "it cannot be a name in DNS");
            families.forEach(family -> found.accept(family, none));
        }
    }

    private void refresh() {
        ofMachine.look(RESOLV_CONF);
        List<Object> wanted = List.of(servers(), settings.get());
        if (!wanted.equals(madeOf)) {
            servers = new NameServers(loop, servers(), settings.get());
            madeOf = wanted;
        }
    }

    private static Failed failed(Outcome outcome, String host, String reason) {
        return new Failed(new Rejection(outcome, "The name " + host + " was not resolved: " + reason + "."));
    }

    /** The way from a name to its addresses of one family, over its aliases. */
    private final class Question implements NameServers.Listener {
        private final String host;
        private final Family family;
        private final BiConsumer<Family, Finding> found;
        private Reading reading;

        Question(String host, Family family, BiConsumer<Family, Finding> found, Reading nothing) {
            this.host = host;
            this.family = family;
            this.found = found;
            this.reading = nothing;
        }

        void ask() {
            servers.ask(reading.name(), family, this);
        }

        @Override
        public void answered(Message message) {
            reading = AnswerReader.read(message, family, reading);
            if (reading.aliases() > AnswerReader.MOST_ALIASES) {
                found.accept(family, DnsSource.failed(Outcome.RESOLVE_FAILED, host, "its aliases do not end"));
            } else if (reading.isFinal()) {
                found.accept(family, new Known(reading.addresses(), reading.ttl()));
            } else {
                ask();
            }
        }

        @Override
        public void failed(boolean late, String reason) {
            Outcome outcome = late ? Outcome.RESOLVE_TIMEOUT : Outcome.RESOLVE_FAILED;
            found.accept(family, DnsSource.failed(outcome, host, reason));
        }
    }
}
