package adit.remote;

import adit.auth.Login;
import adit.policy.Identity;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An attempt whose thread waits for the answer, and for as long as a wrong one is to be held back. */
final class PatientLogin implements Login {
    /** The longest that hashing may take, with others before it. */
    private static final long PATIENCE_SECONDS = 30;

    private record Answer(Optional<Identity> identity, long delayNanos, String reason) {}

    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    @Override
    public boolean isAwaited() {
        return !answer.isDone();
    }

    @Override
    public void accepted(Identity identity) {
        answer.complete(new Answer(Optional.of(identity), 0, ""));
    }

    @Override
    public void refused(long delayNanos) {
        answer.complete(new Answer(Optional.empty(), delayNanos, "user or password is wrong"));
    }

    @Override
    public void postponed(Busy busy) {
        answer.complete(new Answer(Optional.empty(), 0, "too many attempts; try again"));
    }

    /** @throws SecurityException where nobody was verified; its message is for the client */
    Identity await() {
        try {
            Answer given = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            TimeUnit.NANOSECONDS.sleep(given.delayNanos());
            return given.identity().orElseThrow(() -> new SecurityException(given.reason()));
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw new SecurityException("no answer in time; try again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SecurityException("the server stops");
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing completes it with a failure", e);
        }
    }
}
