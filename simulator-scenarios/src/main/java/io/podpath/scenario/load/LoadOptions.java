package io.podpath.scenario.load;

import java.io.Reader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to read.
 *
 * @param strict unknown fields of Kubernetes objects are errors instead of warnings
 * @param stdin where the input {@code -} comes from; none if it is not allowed
 */
public record LoadOptions(boolean strict, @Nullable Reader stdin) {

    /** Unknown Kubernetes fields are warnings; there is no standard input. */
    public static final LoadOptions DEFAULT = new LoadOptions(false, null);

    /** Where the input {@code -} comes from. */
    public Optional<Reader> findStdin() {
        return Optional.ofNullable(stdin);
    }
}
