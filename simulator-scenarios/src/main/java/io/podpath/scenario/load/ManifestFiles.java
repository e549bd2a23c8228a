package io.podpath.scenario.load;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Finds the files that {@code manifests:} names: a file, a folder (its YAML and JSON files, not those of folders inside
 * it, as kubectl does), or a glob such as {@code apps/**}{@code /*.yaml}.
 */
final class ManifestFiles {

    private static final int MAX_GLOB_DEPTH = 20;

    private final InputFiles files;
    private final Problems problems;

    ManifestFiles(InputFiles files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    /** The files one name stands for, sorted. */
    List<Path> find(String name, Location where) {
        if (name.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0)) {
            return glob(name, where);
        }
        Optional<Path> path = files.resolve(name, where);
        if (path.isEmpty()) {
            return List.of();
        }
        if (Files.isRegularFile(path.get())) {
            return List.of(path.get());
        }
        if (!Files.isDirectory(path.get())) {
            problems.error(where, "there is no file or folder " + Texts.quoted(name) + InputFiles.nearby(path.get()));
            return List.of();
        }
        List<Path> found = inFolder(path.get(), problems, where);
        if (found.isEmpty()) {
            problems.error(where, "the folder " + Texts.quoted(name) + " holds no YAML or JSON file");
        }
        return found;
    }

    /** The manifests of a folder, sorted by name. */
    static List<Path> inFolder(Path folder, Problems problems, Location where) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile)
                    .filter(ManifestFiles::isManifest)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.error(where, "the folder cannot be listed: " + e.getMessage());
            return List.of();
        }
    }

    private static boolean isManifest(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }

    private List<Path> glob(String pattern, Location where) {
        int wild = 0;
        while ("*?[{".indexOf(pattern.charAt(wild)) < 0) {
            wild++;
        }
        int slash = pattern.lastIndexOf('/', wild);
        Optional<Path> root = files.resolve(slash < 0 ? "." : pattern.substring(0, slash + 1), where);
        if (root.isEmpty() || !Files.isDirectory(root.get())) {
            problems.error(where, "no file matches " + Texts.quoted(pattern));
            return List.of();
        }
        try (Stream<Path> entries = Files.walk(root.get(), MAX_GLOB_DEPTH)) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(slash + 1));
            List<Path> found = entries.filter(Files::isRegularFile)
                    .filter(path -> matcher.matches(root.get().relativize(path)))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                problems.error(where, "no file matches " + Texts.quoted(pattern));
            }
            return found;
        } catch (PatternSyntaxException | IOException e) {
            problems.error(where, "the pattern " + Texts.quoted(pattern) + " cannot be used: " + e.getMessage());
            return List.of();
        }
    }
}
