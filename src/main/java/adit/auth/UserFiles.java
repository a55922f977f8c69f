package adit.auth;

import adit.auth.UserFileException.Problem;
import adit.time.FileStamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files that say who the users of a realm are.
 *
 * @param htpasswd users and hashed passwords
 * @param groups who belongs to which group; may be left out
 */
public record UserFiles(Path htpasswd, Optional<Path> groups) {
    private static final int MOST_BYTES = 16 << 20;

    /** @throws UserFileException where a file cannot be read or any line of them is wrong */
    Users read() throws UserFileException {
        UsersReader reader = new UsersReader();
        reader.readUsers(htpasswd, content(htpasswd));
        if (groups.isPresent()) {
            reader.readGroups(groups.get(), content(groups.get()));
        }
        return reader.users();
    }

    /** What tells this state of the files from another one; compared with {@code equals}. */
    Object stamp() {
        return Stream.concat(Stream.of(htpasswd), groups.stream())
                .map(FileStamp::of)
                .toList();
    }

    private static byte[] content(Path file) throws UserFileException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw whole(file, "is larger than 16mb");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw whole(file, "does not exist");
        } catch (AccessDeniedException e) {
            throw whole(file, "may not be read by this user");
        } catch (IOException e) {
            throw whole(file, Files.isDirectory(file) ? "is a folder, not a file" : "cannot be read");
        }
    }

    private static UserFileException whole(Path file, String message) {
        return new UserFileException(List.of(new Problem(file, 0, message)));
    }
}
