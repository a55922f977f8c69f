package adit.net;

import adit.account.LiveThread;
import adit.account.TunnelRegistry;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Shows the thread of a processor. */
record IoThread(TunnelProcessor processor, TunnelRegistry registry) implements LiveThread {

    @Override
    public String name() {
        return processor.thread().map(Thread::getName).orElse("not started");
    }

    @Override
    public CompletableFuture<Void> answer() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        processor.post(() -> answer.complete(null));
        return answer;
    }

    @Override
    public void sample() {
        processor.time().sample();
    }

    @Override
    public int loadPercent() {
        return processor.time().loadPercent();
    }

    @Override
    public long lagNanos() {
        return processor.time().lagNanos();
    }

    @Override
    public long busyNanos() {
        return processor.time().busyNanos();
    }

    @Override
    public long tunnels() {
        return registry.entries()
                .filter(entry -> entry.tunnel() instanceof VisibleTunnel tunnel && tunnel.processor() == processor)
                .count();
    }

    @Override
    public long parkedBytes() {
        return processor.buffers().held();
    }

    @Override
    public Optional<StackTraceElement> position() {
        return processor.thread().flatMap(thread -> Arrays.stream(thread.getStackTrace())
                .findFirst());
    }
}
