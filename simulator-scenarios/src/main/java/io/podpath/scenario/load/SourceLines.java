package io.podpath.scenario.load;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The lines of the input around the places that problems point at.
 *
 * <p>Files are read again when they are asked for, in one pass and without keeping more than a window of each line: a
 * dump may be one line of a hundred megabytes.
 */
public final class SourceLines {

    /** How much of a line is kept before and behind the column. */
    private static final int WINDOW = 200;

    private static final int BLOCK = 1 << 16;

    private final Map<String, SourceFile> files;

    SourceLines(Collection<SourceFile> files) {
        this.files = new HashMap<>();
        files.forEach(file -> this.files.put(file.name(), file));
    }

    /** The lines of texts that are at hand, by the name their problems give. */
    public static SourceLines ofTexts(Map<String, String> texts) {
        return new SourceLines(texts.entrySet().stream()
                .map(text -> SourceFile.ofText(text.getKey(), text.getValue()))
                .toList());
    }

    /**
     * A part of a line.
     *
     * @param text the part, without the end of line
     * @param caret where in it the column is, from 0
     * @param clippedStart whether the line has more before it
     * @param clippedEnd whether the line has more behind it
     */
    public record Excerpt(String text, int caret, boolean clippedStart, boolean clippedEnd) {}

    /** The lines at these places; places without a line, or in files that are gone, are left out. */
    public Map<Location, Excerpt> find(Collection<Location> locations) {
        Map<Location, Excerpt> found = new HashMap<>();
        Map<String, NavigableMap<Integer, Collection<Location>>> wanted = new TreeMap<>();
        for (Location location : locations) {
            if (location.line() > 0) {
                wanted.computeIfAbsent(location.file(), file -> new TreeMap<>())
                        .computeIfAbsent(location.line(), line -> new LinkedHashSet<>())
                        .add(location);
            }
        }
        wanted.forEach((name, lines) -> {
            try (Reader reader = open(name)) {
                new Scanner(reader, lines, found).run();
            } catch (IOException e) {
                // The problem itself is worth printing without its line.
                lines.values().forEach(places -> places.forEach(found::remove));
            }
        });
        return found;
    }

    private Reader open(String name) throws IOException {
        SourceFile file = files.getOrDefault(name, SourceFile.of(Path.of(name)));
        return file.path() == null ? new StringReader(file.text()) : open(file.path());
    }

    /** Without a byte order mark, as the readers count columns. */
    private static Reader open(Path path) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(Files.newInputStream(path));
        bytes.mark(2);
        byte[] start = bytes.readNBytes(2);
        bytes.reset();
        BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, SourceReader.byteOrderMark(start)));
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }

    /** Walks a file and keeps what lies near the wanted columns. */
    private static final class Scanner {

        private final Reader reader;
        private final NavigableMap<Integer, Collection<Location>> wanted;
        private final Map<Location, Excerpt> found;
        private final Map<Location, StringBuilder> open = new HashMap<>();
        private Collection<Location> places;
        private int line = 1;
        private int column = 1;

        Scanner(Reader reader, NavigableMap<Integer, Collection<Location>> wanted, Map<Location, Excerpt> found) {
            this.reader = reader;
            this.wanted = wanted;
            this.found = found;
            this.places = wanted.getOrDefault(line, List.of());
        }

        void run() throws IOException {
            char[] block = new char[BLOCK];
            for (int length = reader.read(block);
                    length >= 0 && line <= wanted.lastKey();
                    length = reader.read(block)) {
                for (int i = 0; i < length; i++) {
                    accept(block[i]);
                }
            }
            close(places, column);
        }

        private void accept(char c) {
            if (c == '\n') {
                close(places, column);
                line++;
                column = 1;
                places = wanted.getOrDefault(line, List.of());
            } else {
                if (!places.isEmpty()) {
                    keep(places, c, column);
                }
                column++;
            }
        }

        private void keep(Collection<Location> places, char c, int column) {
            for (Location place : places) {
                if (Math.abs(column - place.column()) <= WINDOW && c != '\r') {
                    open.computeIfAbsent(place, at -> new StringBuilder()).append(c);
                }
            }
        }

        private void close(Collection<Location> places, int end) {
            for (Location place : places) {
                StringBuilder text = open.remove(place);
                if (text != null) {
                    int first = Math.max(1, place.column() - WINDOW);
                    found.put(
                            place,
                            new Excerpt(
                                    text.toString(),
                                    place.column() - first,
                                    first > 1,
                                    end - 1 > place.column() + WINDOW));
                }
            }
        }
    }

    @Override
    public String toString() {
        return files.keySet().stream().sorted().collect(Collectors.joining(", ", "SourceLines[", "]"));
    }
}
