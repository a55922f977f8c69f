package adit.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server on loopback, by UDP and TCP, with the records that the test gives it, that behaves as told, good or bad. */
public final class NameServer implements AutoCloseable {
    /** What it does with a question. */
    public enum Behaviour {
        /** Answers. */
        ANSWER,
        /** Says nothing. */
        SILENT,
        /** Says nothing until {@link NameServer#release}. */
        HELD,
        /** Says that it failed. */
        SERVFAIL,
        /** Says that it does not want to. */
        REFUSED,
        /** Sends an answer to another id first, then its own. */
        WRONG_ID,
        /** Answers another question. */
        WRONG_QUESTION,
        /** Answers with the address of another name. */
        OTHER_NAME,
        /** Says by UDP that the answer is too long. */
        TRUNCATED,
        /** Says by UDP that the answer is too long, and closes connections. */
        TRUNCATED_AND_CLOSED,
        /** Sends bytes that are no message behind the id. */
        GARBAGE,
        /** Sends the question back as it came. */
        ECHO,
        /** Sends three bytes. */
        TOO_SHORT,
        /** Answers that there is nothing, without saying for how long. */
        NOTHING
    }

    private static final int UDP_PAYLOAD = 1232;

    /** How long it may be kept that there is nothing, in seconds. */
    public static final long NEGATIVE_TTL = 5;

    private final ServerSocket listener;
    private final DatagramSocket datagrams;
    private final Map<Name, List<Record>> zone = new ConcurrentHashMap<>();
    private final Map<Integer, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final List<Runnable> held = new ArrayList<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();

    public NameServer() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        listener = new ServerSocket(0, 50, loopback);
        datagrams = new DatagramSocket(new InetSocketAddress(loopback, listener.getLocalPort()));
        daemon(this::serveDatagrams);
        daemon(this::serveConnections);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) datagrams.getLocalSocketAddress();
    }

    /** From now on the name has these records of the type, and no others of it. */
    public NameServer has(String name, int type, long ttl, String... data) throws IOException {
        Name owner = Name.fromString(name, Name.root);
        List<Record> records = new ArrayList<>(zone.getOrDefault(owner, List.of()));
        records.removeIf(known -> known.getType() == type);
        for (String text : data) {
            records.add(Record.fromString(owner, type, DClass.IN, ttl, text, Name.root));
        }
        zone.put(owner, List.copyOf(records));
        return this;
    }

    public NameServer behave(Behaviour behaviour) {
        return behave(Type.A, behaviour).behave(Type.AAAA, behaviour);
    }

    /** Towards questions for that type. */
    public NameServer behave(int type, Behaviour behaviour) {
        behaviours.put(type, behaviour);
        return this;
    }

    /** The names and types that it was asked for, with the protocol, in this order. */
    public List<String> questions() {
        return questions;
    }

    /** Gives the answers that were held back. */
    public synchronized void release() {
        held.forEach(Runnable::run);
        held.clear();
    }

    private synchronized void hold(Runnable answer) {
        held.add(answer);
    }

    private static void daemon(Runnable body) {
        Thread thread = new Thread(body, "name-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serveDatagrams() {
        DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
        while (!datagrams.isClosed()) {
            try {
                packet.setLength(65535);
                datagrams.receive(packet);
                java.net.SocketAddress client = packet.getSocketAddress();
                respond(Arrays.copyOf(packet.getData(), packet.getLength()), false, bytes -> send(bytes, client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void send(byte[] bytes, java.net.SocketAddress client) {
        try {
            datagrams.send(new DatagramPacket(bytes, bytes.length, client));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serveConnections() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] query = in.readNBytes(in.readUnsignedShort());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                respond(query, true, bytes -> send(bytes, out));
            } catch (IOException e) {
                return;
            }
        }
    }

    /** In two parts, so that a reader that takes one part for the whole fails. */
    private static void send(byte[] bytes, DataOutputStream out) {
        try {
            out.writeShort(bytes.length);
            out.flush();
            out.write(bytes, 0, bytes.length / 2);
            out.flush();
            out.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends bytes to who asked. */
    private interface Reply {
        void send(byte[] bytes);
    }

    private void respond(byte[] bytes, boolean tcp, Reply reply) throws IOException {
        Message query = new Message(bytes);
        Record question = query.getQuestion();
        questions.add(question.getName().toString(true) + " " + Type.string(question.getType()) + (tcp ? " tcp" : ""));
        Message answer = answer(query);
        switch (behaviours.getOrDefault(question.getType(), Behaviour.ANSWER)) {
            case ANSWER -> reply.send(wire(answer, tcp));
            case SILENT -> {}
            case HELD -> hold(() -> reply.send(wire(answer, tcp)));
            case SERVFAIL -> reply.send(wire(failure(query, Rcode.SERVFAIL), tcp));
            case REFUSED -> reply.send(wire(failure(query, Rcode.REFUSED), tcp));
            case WRONG_ID -> {
                byte[] guess = wire(lie(query, question.getName(), "203.0.113.66"), tcp);
                guess[0] ^= 1;
                reply.send(guess);
                reply.send(wire(answer, tcp));
            }
            case WRONG_QUESTION -> {
                Message other = Message.newQuery(
                        Record.newRecord(Name.fromString("other.example."), question.getType(), DClass.IN));
                other.getHeader().setID(query.getHeader().getID());
                reply.send(wire(lie(other, other.getQuestion().getName(), "203.0.113.66"), tcp));
            }
            case OTHER_NAME -> reply.send(wire(lie(query, Name.fromString("other.example."), "203.0.113.66"), tcp));
            case TRUNCATED -> reply.send(tcp ? wire(answer, true) : truncated(query));
            case TRUNCATED_AND_CLOSED -> {
                if (!tcp) {
                    reply.send(truncated(query));
                }
            }
            case GARBAGE -> reply.send(garbage(bytes));
            case ECHO -> reply.send(bytes);
            case TOO_SHORT -> reply.send(Arrays.copyOf(bytes, 3));
            case NOTHING -> reply.send(wire(failure(query, Rcode.NOERROR), tcp));
        }
    }

    private static byte[] garbage(byte[] query) {
        byte[] garbage = new byte[100];
        Arrays.fill(garbage, (byte) 0xff);
        garbage[0] = query[0];
        garbage[1] = query[1];
        return garbage;
    }

    private static byte[] truncated(Message query) {
        Message answer = failure(query, Rcode.NOERROR);
        answer.getHeader().setFlag(Flags.TC);
        return answer.toWire();
    }

    private static Message failure(Message query, int code) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setRcode(code);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        return answer;
    }

    private static Message lie(Message query, Name owner, String address) throws IOException {
        Message answer = failure(query, Rcode.NOERROR);
        answer.addRecord(Record.fromString(owner, Type.A, DClass.IN, 60, address, Name.root), Section.ANSWER);
        return answer;
    }

    private Message answer(Message query) throws IOException {
        Message answer = failure(query, Rcode.NOERROR);
        Name name = query.getQuestion().getName();
        for (int aliases = 0; aliases < 20; aliases++) {
            List<Record> records = zone.get(name);
            if (records == null) {
                // An alias that leads elsewhere has to be asked for, as with a server that knows its own zone only.
                if (aliases == 0) {
                    answer.getHeader().setRcode(Rcode.NXDOMAIN);
                    answer.addRecord(zoneOf(name), Section.AUTHORITY);
                }
                return answer;
            }
            for (Record found : records) {
                if (found.getType() == query.getQuestion().getType() || found instanceof CNAMERecord) {
                    answer.addRecord(found, Section.ANSWER);
                }
            }
            if (!(records.get(0) instanceof CNAMERecord alias)) {
                if (answer.getSectionRRsets(Section.ANSWER).size() == aliases) {
                    answer.addRecord(zoneOf(name), Section.AUTHORITY);
                }
                return answer;
            }
            name = alias.getTarget();
        }
        return answer;
    }

    private static Record zoneOf(Name name) throws IOException {
        return Record.fromString(
                new Name(name, name.labels() - 1),
                Type.SOA,
                DClass.IN,
                3600,
                "ns.example. admin.example. 1 7200 900 1209600 " + NEGATIVE_TTL,
                Name.root);
    }

    /** By UDP as much as fits, as real servers do. */
    private static byte[] wire(Message message, boolean tcp) {
        return message.toWire(tcp ? 65535 : UDP_PAYLOAD);
    }

    @Override
    public void close() throws IOException {
        datagrams.close();
        listener.close();
    }
}
