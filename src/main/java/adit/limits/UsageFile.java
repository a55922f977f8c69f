package adit.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.StringDataType;

/**
 * The counts of users in a file, which only its owner may read: the names of the users are in it.
 *
 * <p>It is open only while it is read or written. So a write that failed, as on a full disk, leaves nothing behind that the
 * next one could not mend; and two processes of one instance, of which one drains, can both count.
 */
public final class UsageFile implements UsageStore {
    private static final String MAP = "bytes of users";
    private static final int COMPACTION_MILLIS = 20;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;

    /** @param file made where there is none, as is its folder */
    public UsageFile(Path file) {
        this.file = file;
    }

    @Override
    public Map<String, Usage> load(Windows now) throws IOException {
        return with(stored -> {
            Map<String, Usage> usages = new HashMap<>();
            for (String user : List.copyOf(stored.keySet())) {
                Usage usage = Usage.parse(stored.get(user));
                if (usage.isPast(now)) {
                    stored.remove(user);
                } else {
                    usages.put(user, usage);
                }
            }
            return usages;
        });
    }

    @Override
    public Map<String, Usage> add(Windows now, Map<String, Usage> moved) throws IOException {
        return with(stored -> {
            Map<String, Usage> sums = new HashMap<>();
            moved.forEach((user, usage) -> {
                String text = stored.get(user);
                Usage sum = text == null ? new Usage() : Usage.parse(text);
                sum.add(now, usage);
                sums.put(user, sum);
                stored.put(user, sum.text());
            });
            return sums;
        });
    }

    private <T> T with(Function<MVMap<String, String>, T> action) throws IOException {
        make();
        MVStore store = null;
        try {
            store = new MVStore.Builder()
                    .fileName(file.toString())
                    .autoCommitDisabled()
                    .open();
            T result = action.apply(store.openMap(
                    MAP,
                    new MVMap.Builder<String, String>()
                            .keyType(StringDataType.INSTANCE)
                            .valueType(StringDataType.INSTANCE)));
            store.commit();
            store.close(COMPACTION_MILLIS);
            return result;
        } catch (MVStoreException | IllegalArgumentException e) {
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        } finally {
            if (store != null) {
                store.closeImmediately();
            }
        }
    }

    private void make() throws IOException {
        if (Files.notExists(file)) {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            Files.createFile(file, OWNER_ONLY);
        }
    }
}
