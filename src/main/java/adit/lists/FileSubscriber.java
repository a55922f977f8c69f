package adit.lists;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Writes the body of a response to a file as it comes, up to a bound. Called by one thread at a time. */
final class FileSubscriber implements BodySubscriber<Void> {
    private final Path file;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private Subscription subscription;
    private FileChannel channel;
    private long left;

    FileSubscriber(Path file, long mostBytes) {
        this.file = file;
        this.left = mostBytes;
    }

    @Override
    public CompletionStage<Void> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Subscription body) {
        subscription = body;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            body.request(1);
        } catch (IOException e) {
            body.cancel();
            end.completeExceptionally(e);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        try {
            for (ByteBuffer buffer : buffers) {
                left -= buffer.remaining();
                if (left < 0) {
                    throw new IOException("it is larger than max_size allows");
                }
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
            subscription.request(1);
        } catch (IOException e) {
            subscription.cancel();
            onError(e);
        }
    }

    @Override
    public void onError(Throwable cause) {
        try {
            channel.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        end.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        try {
            channel.close();
            end.complete(null);
        } catch (IOException e) {
            end.completeExceptionally(e);
        }
    }
}
