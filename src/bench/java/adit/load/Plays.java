package adit.load;

import adit.load.Origin.Service;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The plays that there are. */
final class Plays {
    private static final int MESSAGE = 64;

    private Plays() {}

    /** From the target to the client as fast as it goes; what has come is compared, and counted at the end of each stream. */
    static final class Bulk extends Play {
        Bulk(Origin origin, int clients) {
            super(origin, clients);
        }

        @Override
        String tunnelTo(int client) {
            return origin.authority(Service.STREAM, client);
        }

        @Override
        void begin(Crowd crowd) throws IOException {
            origin.stream(true);
            for (Session session : crowd.sessions()) {
                session.send(ByteBuffer.allocate(Integer.BYTES).putInt(0, session.number()));
            }
        }

        @Override
        void came(Session session, ByteBuffer buffer) throws IOException {
            pattern.check(session.number(), session.received, buffer);
            session.received += buffer.remaining();
            bytes += buffer.remaining();
        }

        @Override
        void end(Crowd crowd) throws IOException {
            super.end(crowd);
            origin.stream(false);
        }

        @Override
        void ended(Session session) throws IOException {
            long sent = origin.sent(session.number());
            if (session.received != sent) {
                throw new IOException("of " + sent + " bytes of a stream " + session.received + " have come");
            }
            session.close();
        }
    }

    /** A message there and back, again and again. */
    static class PingPong extends Play {
        PingPong(Origin origin, int clients) {
            super(origin, clients);
        }

        @Override
        String tunnelTo(int client) {
            return origin.authority(Service.ECHO, client);
        }

        @Override
        void begin(Crowd crowd) throws IOException {
            for (Session session : crowd.sessions()) {
                ask(session);
            }
        }

        final void ask(Session session) throws IOException {
            session.asked = System.nanoTime();
            session.send(pattern.at(session.number(), session.received, MESSAGE));
        }

        @Override
        void came(Session session, ByteBuffer buffer) throws IOException {
            pattern.check(session.number(), session.received, buffer);
            session.received += buffer.remaining();
            if (session.received % MESSAGE == 0) {
                answered(session);
            }
        }

        void answered(Session session) throws IOException {
            count(session.asked);
            if (isOver()) {
                session.close();
            } else {
                ask(session);
            }
        }
    }

    /** Each tunnel is used once; then all at the same time. */
    static final class Idle extends PingPong {
        private int answered;

        Idle(Origin origin, int clients) {
            super(origin, clients);
        }

        @Override
        void opened(Session session) throws IOException {
            super.opened(session);
            ask(session);
        }

        @Override
        boolean isReady() {
            return answered == clients();
        }

        @Override
        void answered(Session session) {
            answered++;
            if (answered > clients()) {
                count(session.asked);
            }
        }

        @Override
        void end(Crowd crowd) throws IOException {
            super.end(crowd);
            if (operations != clients()) {
                throw new IOException("of " + clients() + " tunnels " + operations + " woke up");
            }
            crowd.close();
        }
    }

    /** A tunnel, a byte there and back, and the next tunnel. */
    static final class Connect extends Play {
        private final int atOnce;

        Connect(Origin origin, int atOnce) {
            super(origin, 0);
            this.atOnce = atOnce;
        }

        @Override
        String tunnelTo(int client) {
            return origin.authority(Service.ECHO, client);
        }

        @Override
        boolean isReady() {
            return true;
        }

        @Override
        void begin(Crowd crowd) throws IOException {
            crowd.open(atOnce);
        }

        @Override
        void opened(Session session) throws IOException {
            session.send(pattern.at(session.number(), 0, 1));
        }

        @Override
        void came(Session session, ByteBuffer buffer) throws IOException {
            pattern.check(session.number(), 0, buffer);
            count(session.begun());
            session.close();
            if (!isOver()) {
                session.crowd().open(1);
            }
        }
    }

    /** Plain HTTP: one request after the other. */
    static final class Forward extends Play {
        private static final String END_OF_HEAD = "\r\n\r\n";
        private static final int LONGEST_ANSWER = 4096;

        Forward(Origin origin, int clients) {
            super(origin, clients);
        }

        @Override
        String tunnelTo(int client) {
            return "";
        }

        @Override
        void opened(Session session) throws IOException {
            super.opened(session);
            session.pending = ByteBuffer.allocate(LONGEST_ANSWER);
        }

        @Override
        void begin(Crowd crowd) throws IOException {
            for (Session session : crowd.sessions()) {
                ask(session);
            }
        }

        private void ask(Session session) throws IOException {
            String authority = origin.authority(Service.WEB, session.number());
            session.asked = System.nanoTime();
            session.send("GET http://" + authority + "/" + session.number() + "/" + session.received
                    + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n");
        }

        @Override
        void came(Session session, ByteBuffer buffer) throws IOException {
            ByteBuffer answer = session.pending.put(buffer);
            String text = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
            int body = text.indexOf(END_OF_HEAD) + END_OF_HEAD.length();
            if (!text.startsWith("HTTP/1.1 200 ")) {
                throw new IOException("no answer, but '" + text + "'");
            }
            if (body >= END_OF_HEAD.length() && answer.position() >= body + Origin.BODY) {
                pattern.check(session.number(), session.received, answer.flip().position(body));
                answered(session);
            }
        }

        private void answered(Session session) throws IOException {
            session.received += session.pending.remaining();
            session.pending.clear();
            count(session.asked);
            if (isOver()) {
                session.close();
            } else {
                ask(session);
            }
        }
    }
}
