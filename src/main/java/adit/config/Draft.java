package adit.config;

import java.util.List;

/**
 * Other policies, read and checked, that may be put in force.
 *
 * @param basis the generation that they were checked against, and take the place of
 * @param ignored what was read and differs from what runs, but is no part of a policy: only a reload or a restart
 *     takes it up
 * @param warnings what would be in force and can hardly be meant
 */
public record Draft(long basis, PolicySet policies, List<String> ignored, List<String> warnings) {
    public Draft {
        ignored = List.copyOf(ignored);
        warnings = List.copyOf(warnings);
    }
}
