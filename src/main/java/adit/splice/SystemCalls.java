package adit.splice;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The system calls of Linux that pipes need: splice(2), pipe(2), fcntl(2), read(2), close(2). For use by one thread.
 *
 * <p>Each call is an exact one of a handle in a constant, which the compiler makes a direct call of. To be used only where
 * {@link #MISSING} is empty.
 */
final class SystemCalls {
    /** Why the calls cannot be made; empty where they can. */
    static final String MISSING;

    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int SPLICE_F_MOVE = 1;
    private static final int SPLICE_F_NONBLOCK = 2;

    private static final int EPIPE = 32;
    private static final int EPROTO = 71;
    /** Whatever is greater is of a connection or of the network, but for {@link #ENOBUFS}. */
    private static final int EOPNOTSUPP = 95;

    private static final int ECONNRESET = 104;
    private static final int ENOBUFS = 105;

    private static final MethodHandle SPLICE;
    private static final MethodHandle PIPE;
    private static final MethodHandle FCNTL;
    private static final MethodHandle READ;
    private static final MethodHandle CLOSE;
    private static final MethodHandle ADDRESS;
    private static final MethodHandle DESCRIPTOR;
    private static final MethodHandle ERROR;

    static {
        MethodHandle[] found = new MethodHandle[8];
        String missing = notThePlatform();
        if (missing.isEmpty()) {
            try {
                ForeignFunctions c = new ForeignFunctions();
                Class<?> i = int.class;
                Class<?> l = long.class;
                found[0] = c.findFailing("splice", l, i, l, i, l, l, i);
                found[1] = c.find("pipe2", i, l, i);
                found[2] = c.findVariadic(2, "fcntl", i, i, i, i);
                found[3] = c.find("read", l, i, l, l);
                found[4] = c.find("close", i, i);
                found[5] = ForeignFunctions.address();
                found[6] = descriptor();
                found[7] = ForeignFunctions.error();
            } catch (ClassNotFoundException e) {
                missing = "Java " + Runtime.version().feature() + " has no foreign functions: 22 and newer do";
            } catch (InvocationTargetException e) {
                missing = "Java does not allow foreign functions: " + e.getCause();
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                missing = "Java does not give away what is needed: " + e;
            }
        }
        SPLICE = found[0];
        PIPE = found[1];
        FCNTL = found[2];
        READ = found[3];
        CLOSE = found[4];
        ADDRESS = found[5];
        DESCRIPTOR = found[6];
        ERROR = found[7];
        MISSING = missing;
    }

    /** Where the calls of this thread leave what went wrong. */
    private final Object state;

    SystemCalls() {
        try {
            state = ForeignFunctions.errorState();
        } catch (ReflectiveOperationException e) {
            throw impossible(e);
        }
    }

    /** The numbers above are those of Linux on these processors. */
    private static String notThePlatform() {
        String system = System.getProperty("os.name");
        String processor = System.getProperty("os.arch");
        boolean known = system.equals("Linux") && (processor.equals("amd64") || processor.equals("aarch64"));
        return known ? "" : system + " on " + processor + " is not known to have splice(2) as it is used here";
    }

    /** The number of a channel's descriptor: needs {@code --add-exports java.base/sun.nio.ch=ALL-UNNAMED}. */
    private static MethodHandle descriptor() throws ReflectiveOperationException {
        return MethodHandles.lookup()
                .unreflect(Class.forName("sun.nio.ch.SelChImpl").getMethod("getFDVal"))
                .asType(MethodType.methodType(int.class, SocketChannel.class));
    }

    /**
     * Moves bytes from or to a socket.
     *
     * @return how many; 0 at the end of what is read; -1 where it can move none now, or not in this way
     * @throws IOException where the socket has failed, which the system tells once
     */
    int splice(int from, int to, int most) throws IOException {
        long moved;
        int error;
        try {
            moved = (long) SPLICE.invokeExact(state, from, 0L, to, 0L, (long) most, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
            error = moved < 0 ? (int) ERROR.invokeExact(state) : 0;
        } catch (Throwable e) {
            throw impossible(e);
        }
        if (isOfTheSocket(error)) {
            throw new IOException(error == ECONNRESET ? "Connection reset" : "errno " + error);
        }
        return (int) moved;
    }

    private static boolean isOfTheSocket(int error) {
        return error == EPIPE || error == EPROTO || (error > EOPNOTSUPP && error != ENOBUFS);
    }

    /**
     * Makes a pipe that never blocks.
     *
     * @param ends direct, with room for two numbers: that of the end to read from, then of the other
     * @return whether there is one
     */
    static boolean pipe(ByteBuffer ends) {
        try {
            return (int) PIPE.invokeExact((long) ADDRESS.invokeExact(ends), O_NONBLOCK | O_CLOEXEC) == 0;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Returns how many bytes the pipe holds then, -1 where it stays as it was. */
    static int resize(int pipe, int size) {
        try {
            return (int) FCNTL.invokeExact(pipe, F_SETPIPE_SZ, size);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Reads into what is left of a direct buffer; returns how many bytes, -1 where none could be read. */
    static int read(int from, ByteBuffer into) {
        try {
            return (int) (long) READ.invokeExact(from, (long) ADDRESS.invokeExact(into), (long) into.remaining());
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Returns whether it was open. */
    static boolean close(int descriptor) {
        try {
            return (int) CLOSE.invokeExact(descriptor) == 0;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** The number of the channel's descriptor, its own for as long as it is registered with a selector. */
    static int descriptor(SocketChannel channel) {
        try {
            return (int) DESCRIPTOR.invokeExact(channel);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** A function of C throws nothing. */
    private static AssertionError impossible(Throwable e) {
        return new AssertionError(e);
    }
}
