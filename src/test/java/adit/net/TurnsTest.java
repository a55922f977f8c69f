package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final int MUCH = 512 * 1024;
    private static final int LITTLE = 64;

    private final List<String> served = new ArrayList<>();
    private final Turns turns = new Turns();
    private Selector selector;

    @BeforeEach
    void open() throws IOException {
        selector = Selector.open();
    }

    @AfterEach
    void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    /** Moves as much each time as it did the last time. */
    private final class Mover implements KeyHandler {
        final String name;
        final SelectionKey key;
        final Turn turn = new Turn();
        boolean broken;
        boolean hasFailed;

        Mover(String name, int moves) throws IOException {
            this.name = name;
            Pipe pipe = Pipe.open();
            pipe.sink().close();
            pipe.source().configureBlocking(false);
            key = pipe.source().register(selector, SelectionKey.OP_READ, this);
            turn.moved(moves);
        }

        void offer() {
            turns.offer(key, this);
        }

        @Override
        public Turn turn() {
            return turn;
        }

        @Override
        public void ready(SelectionKey ready) throws IOException {
            if (broken) {
                throw new IOException("broken");
            }
            served.add(name);
        }

        @Override
        public void failed(Throwable cause) {
            hasFailed = true;
        }
    }

    @Test
    void whoMovesLittleIsServedBeforeAllWhoMoveMuch() throws Exception {
        Mover bulk = new Mover("bulk", MUCH);
        Mover more = new Mover("more", MUCH);
        Mover small = new Mover("small", LITTLE);
        bulk.offer();
        more.offer();
        small.offer();
        assertThat(served).containsExactly("small");

        turns.serveNext();
        small.offer();
        turns.serveNext();

        assertThat(served).containsExactly("small", "bulk", "small", "more");
        assertThat(turns.hasNext()).isFalse();
        assertThat(turns.serveNext()).isFalse();
    }

    @Test
    void whoIsOfferedAgainAndAgainHasOneTurnAndNobodyIsPassedOver() throws Exception {
        Mover first = new Mover("first", MUCH);
        Mover second = new Mover("second", MUCH);
        for (int i = 0; i < 6; i++) {
            first.offer();
            first.offer();
            second.offer();
            turns.serveNext();
        }

        assertThat(served).containsExactly("first", "second", "first", "second", "first", "second");
    }

    @Test
    void whoseKeyIsCancelledMeanwhileIsLeftOut() throws Exception {
        Mover gone = new Mover("gone", MUCH);
        gone.offer();
        gone.key.cancel();

        assertThat(turns.serveNext()).isTrue();
        assertThat(served).isEmpty();
    }

    @Test
    void oneThatFailsHarmsNoOther() throws Exception {
        Mover broken = new Mover("broken", MUCH);
        Mover sound = new Mover("sound", MUCH);
        broken.broken = true;
        broken.offer();
        sound.offer();

        turns.serveNext();
        turns.serveNext();

        assertThat(broken.hasFailed).isTrue();
        assertThat(served).containsExactly("sound");
    }
}
