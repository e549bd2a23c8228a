package io.podpath.scenario.report;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Files as URIs for other tools.
 *
 * @param base the folder that relative ones start from
 */
public record ArtifactUris(Path base) {

    private static final String STDIN = "-";

    /** Relative to the base if the file lies beneath it, else absolute; nothing for standard input. */
    Optional<String> find(String file) {
        if (file.equals(STDIN)) {
            return Optional.empty();
        }
        Path root = base.toAbsolutePath().normalize();
        Path path = root.resolve(file).normalize();
        if (!path.startsWith(root)) {
            return Optional.of(path.toUri().toString());
        }
        // Only a whole URI escapes what a file name may hold and a URI may not.
        String whole = path.toUri().getRawPath();
        String start = root.toUri().getRawPath();
        String folder = start.endsWith("/") ? start : start + "/";
        return Optional.of(whole.substring(folder.length()));
    }
}
