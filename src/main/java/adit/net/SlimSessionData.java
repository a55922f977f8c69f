package adit.net;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.apache.mina.core.session.AbstractIoSession;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.session.IoSessionAttributeMap;
import org.apache.mina.core.session.IoSessionDataStructureFactory;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.core.write.WriteRequestQueue;

/**
 * Attributes and write queues that cost nothing while empty: a relaying session has none of either, and there are
 * many of them. Both are safe for use by any thread, as MINA asks.
 */
final class SlimSessionData implements IoSessionDataStructureFactory {

    @Override
    public IoSessionAttributeMap getAttributeMap(IoSession session) {
        return new Attributes();
    }

    @Override
    public WriteRequestQueue getWriteRequestQueue(IoSession session) {
        return new Writes();
    }

    /** Keys and values in turn, in an array that fits: a session has two or three attributes at first, and then none. */
    private static final class Attributes implements IoSessionAttributeMap {
        private static final Object[] NONE = {};

        private Object[] entries = NONE;

        private int indexOf(Object key) {
            for (int i = 0; i < entries.length; i += 2) {
                if (entries[i].equals(key)) {
                    return i;
                }
            }
            return -1;
        }

        private Object put(Object key, Object value) {
            int i = indexOf(key);
            if (i >= 0) {
                Object old = entries[i + 1];
                entries[i + 1] = value;
                return old;
            }
            entries = Arrays.copyOf(entries, entries.length + 2);
            entries[entries.length - 2] = key;
            entries[entries.length - 1] = value;
            return null;
        }

        private Object get(Object key) {
            int i = indexOf(key);
            return i < 0 ? null : entries[i + 1];
        }

        private Object take(Object key) {
            int i = indexOf(key);
            if (i < 0) {
                return null;
            }
            Object taken = entries[i + 1];
            int last = entries.length - 2;
            entries[i] = entries[last];
            entries[i + 1] = entries[last + 1];
            entries = last == 0 ? NONE : Arrays.copyOf(entries, last);
            return taken;
        }

        @Override
        public synchronized Object getAttribute(IoSession session, Object key, Object defaultValue) {
            Object value = get(key);
            if (value == null && defaultValue != null) {
                put(key, defaultValue);
                return defaultValue;
            }
            return value;
        }

        @Override
        public synchronized Object setAttribute(IoSession session, Object key, Object value) {
            return value == null ? take(key) : put(key, value);
        }

        @Override
        public synchronized Object setAttributeIfAbsent(IoSession session, Object key, Object value) {
            Object old = get(key);
            if (old == null && value != null) {
                put(key, value);
            }
            return old;
        }

        @Override
        public synchronized Object removeAttribute(IoSession session, Object key) {
            return take(key);
        }

        @Override
        public synchronized boolean removeAttribute(IoSession session, Object key, Object value) {
            boolean same = value != null && Objects.equals(get(key), value);
            if (same) {
                take(key);
            }
            return same;
        }

        @Override
        public synchronized boolean replaceAttribute(IoSession session, Object key, Object old, Object value) {
            boolean same = old != null && Objects.equals(get(key), old);
            if (same) {
                setAttribute(session, key, value);
            }
            return same;
        }

        @Override
        public synchronized boolean containsAttribute(IoSession session, Object key) {
            return indexOf(key) >= 0;
        }

        @Override
        public synchronized Set<Object> getAttributeKeys(IoSession session) {
            Set<Object> keys = new HashSet<>();
            for (int i = 0; i < entries.length; i += 2) {
                keys.add(entries[i]);
            }
            return keys;
        }

        @Override
        public synchronized void dispose(IoSession session) {
            entries = NONE;
        }
    }

    /** Made on the first write: most sessions write one refusal or nothing through MINA. */
    private static final class Writes implements WriteRequestQueue {
        private Queue<WriteRequest> requests;

        /** Closes outside its own lock: {@code closeNow} takes the session's lock first and this one second. */
        @Override
        public WriteRequest poll(IoSession session) {
            WriteRequest request = take();
            if (request == AbstractIoSession.CLOSE_REQUEST) {
                session.closeNow();
                return null;
            }
            return request;
        }

        private synchronized WriteRequest take() {
            return requests == null ? null : requests.poll();
        }

        @Override
        public synchronized void offer(IoSession session, WriteRequest request) {
            if (requests == null) {
                requests = new ArrayDeque<>(2);
            }
            requests.add(request);
        }

        @Override
        public synchronized boolean isEmpty(IoSession session) {
            return requests == null || requests.isEmpty();
        }

        @Override
        public synchronized void clear(IoSession session) {
            requests = null;
        }

        @Override
        public void dispose(IoSession session) {
            clear(session);
        }

        @Override
        public synchronized int size() {
            return requests == null ? 0 : requests.size();
        }
    }
}
