package adit.config;

import adit.auth.Realm;
import adit.auth.UserFileException;
import adit.auth.UserFiles;
import java.util.Optional;

/** Opens realms by the files that keys name, and reports what is wrong with these. */
final class Realms {
    private final Problems problems;

    Realms(Problems problems) {
        this.problems = problems;
    }

    /**
     * A key that names a file.
     *
     * @param path what messages call it
     */
    record Source(String path, Location location) {}

    /**
     * @param name as users are told
     * @param groups any where there is no such file
     * @return empty where a problem has been reported
     */
    Optional<Realm> open(String name, UserFiles files, Source htpasswd, Source groups) {
        try {
            return Optional.of(new Realm(name, files));
        } catch (UserFileException e) {
            e.problems().forEach(problem -> add(problem, problem.file().equals(files.htpasswd()) ? htpasswd : groups));
            return Optional.empty();
        }
    }

    /** What concerns a file as a whole is a problem of the key that names it. */
    private void add(UserFileException.Problem problem, Source source) {
        String file = problem.file().toString();
        if (problem.line() > 0) {
            problems.add(new Location(file, problem.line(), 0), "", problem.message());
        } else {
            problems.add(source.location(), source.path(), Shown.quoted(file) + " " + problem.message());
        }
    }
}
