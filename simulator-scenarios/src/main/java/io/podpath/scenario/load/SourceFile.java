package io.podpath.scenario.load;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An input: a file, or text that came another way.
 *
 * @param name as the person named it, {@code -} for standard input
 * @param path where it is; none for standard input
 * @param text its content if it is not a file
 */
record SourceFile(String name, @Nullable Path path, String text) {

    static SourceFile of(Path path) {
        return new SourceFile(path.toString().replace('\\', '/'), path, "");
    }

    static SourceFile ofText(String name, String text) {
        return new SourceFile(name, null, text);
    }

    /** The bytes, from the start. */
    InputStream open() throws IOException {
        return path == null
                ? new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))
                : Files.newInputStream(path);
    }

    /** How many bytes there are. */
    long size() throws IOException {
        return path == null ? text.length() : Files.size(path);
    }

    /** The part of the name behind the last dot, lower case. */
    String extension() {
        int dot = name.lastIndexOf('.');
        return dot < 0 || name.indexOf('/', dot) >= 0
                ? ""
                : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** A place that means the whole file. */
    Location whole() {
        return new Location(name, 0, 1);
    }
}
