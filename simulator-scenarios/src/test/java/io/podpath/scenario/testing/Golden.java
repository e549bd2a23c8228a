package io.podpath.scenario.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Text that is checked in, so that nothing about it changes by accident.
 *
 * <p>{@code mvn test -Dgolden.update=true} rewrites the files; review the difference before committing it.
 */
public final class Golden {

    private static final String UPDATE = "golden.update";

    private Golden() {}

    /** The root of the repository. */
    public static Path root() {
        @Nullable String configured = System.getProperty("podpath.root");
        if (configured != null && Files.isRegularFile(Path.of(configured, "pom.xml"))) {
            return Path.of(configured);
        }
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("schema")) ? here : here.resolveSibling("");
    }

    /** Compares text with a file of this module's test resources. */
    public static void check(String name, String actual) {
        check(root().resolve("simulator-scenarios/src/test/resources/golden").resolve(name), actual);
    }

    /** Compares text with a file, or rewrites the file if that is asked for. */
    public static void check(Path file, String actual) {
        try {
            if (isUpdating()) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, actual);
                return;
            }
            assertThat(file).as("golden file; -D%s=true writes it", UPDATE).exists();
            assertThat(actual)
                    .as("%s; -D%s=true rewrites it", file.getFileName(), UPDATE)
                    .isEqualTo(Files.readString(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    // Maven passes the placeholder itself if the property is not set.
    private static boolean isUpdating() {
        return "true".equals(System.getProperty(UPDATE));
    }
}
