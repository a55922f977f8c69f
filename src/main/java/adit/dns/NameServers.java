package adit.dns;

import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;

/**
 * Servers of which each can answer: the first is asked, and the next one as soon as a server fails or does not answer in
 * time. One that answers goes on being asked first. Belongs to the thread of its loop.
 */
final class NameServers {
    /** What fits a packet on every network (as agreed on the DNS Flag Day 2020). */
    private static final int UDP_PAYLOAD = 1232;

    private final DnsLoop loop;
    private final List<SimpleResolver> servers;
    private final int attempts;
    private int first;

    /** @param addresses at least one */
    NameServers(DnsLoop loop, List<InetSocketAddress> addresses, DnsSettings settings) {
        this.loop = loop;
        this.servers =
                addresses.stream().map(address -> server(address, settings)).toList();
        this.attempts = settings.attempts();
    }

    private SimpleResolver server(InetSocketAddress address, DnsSettings settings) {
        SimpleResolver server = new SimpleResolver(address);
        server.setEDNS(0, UDP_PAYLOAD, 0, List.of());
        server.setTimeout(settings.timeout());
        server.setIoClientFactory(new Transport(loop));
        return server;
    }

    /** Takes what a question comes to; one of both is called, once. */
    interface Listener {
        /** @param message says that all is well, or that the name does not exist */
        void answered(Message message);

        /**
         * No server had an answer.
         *
         * @param late whether the last one did not answer in time
         * @param reason what is the matter, within a sentence
         */
        void failed(boolean late, String reason);
    }

    void ask(Name name, Family family, Listener listener) {
        new Question(Record.newRecord(name, family.type, DClass.IN), listener).ask();
    }

    /** A question on its way from one server to the next. */
    private final class Question {
        private final Record record;
        private final Listener listener;
        private final int start = first;
        private int tried;

        Question(Record record, Listener listener) {
            this.record = record;
            this.listener = listener;
        }

        /** Each server gets an id of its own, so that an answer that comes too late answers nothing. */
        void ask() {
            int server = (start + tried) % servers.size();
            tried++;
            servers.get(server)
                    .sendAsync(Message.newQuery(record), loop)
                    .whenComplete((message, error) -> loop.execute(() -> {
                        if (error != null) {
                            failed(error);
                        } else if (isAnswer(message.getHeader())) {
                            first = server;
                            listener.answered(message);
                        } else {
                            goOn(false, "the DNS servers say " + Rcode.string(message.getRcode()));
                        }
                    }));
        }

        private void failed(Throwable error) {
            Throwable cause = error instanceof CompletionException ? error.getCause() : error;
            boolean late = cause instanceof SocketTimeoutException;
            goOn(late, late ? "no DNS server answers" : "no DNS server can be reached and understood");
        }

        private void goOn(boolean late, String reason) {
            if (tried < attempts * servers.size()) {
                ask();
            } else {
                listener.failed(late, reason);
            }
        }

        private static boolean isAnswer(Header header) {
            boolean known = header.getRcode() == Rcode.NOERROR || header.getRcode() == Rcode.NXDOMAIN;
            return known && header.getFlag(Flags.QR);
        }
    }
}
