package io.podpath.scenario.load;

import io.podpath.scenario.load.SourceReader.Trimming;
import io.podpath.scenario.schema.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Other files that a scenario names, relative to itself. Each is read once. */
final class InputFiles {

    private final Path folder;
    private final Problems problems;
    private final Map<Path, List<SourceNode>> read = new LinkedHashMap<>();

    InputFiles(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /** Where a name leads, or nothing if it cannot be a path here. */
    Optional<Path> resolve(String name, Location where) {
        try {
            return Optional.of(folder.resolve(name).normalize());
        } catch (InvalidPathException e) {
            problems.error(where, Texts.quoted(name) + " is not a path");
            return Optional.empty();
        }
    }

    /** All documents of an Azure JSON file; an unreadable one is reported and empty. */
    List<SourceNode> documents(String name, Location where) {
        Optional<Path> path = resolve(name, where);
        if (path.isEmpty()) {
            return List.of();
        }
        List<SourceNode> known = read.get(path.get());
        if (known != null) {
            return known;
        }
        List<SourceNode> documents = new ArrayList<>();
        if (!Files.isRegularFile(path.get())) {
            problems.error(where, "there is no file " + Texts.quoted(name) + nearby(path.get()));
        } else if (new SourceReader(problems, Trimming.NONE).read(SourceFile.of(path.get()), documents::add) == 0) {
            problems.error(new Location(path.get().toString(), 0, 1), "the file is empty");
        }
        read.put(path.get(), documents);
        return documents;
    }

    /** A suggestion out of the names in the same folder. */
    static String nearby(Path missing) {
        Path parent = missing.toAbsolutePath().getParent();
        Path name = missing.getFileName();
        if (parent == null || name == null || !Files.isDirectory(parent)) {
            return "";
        }
        try (Stream<Path> entries = Files.list(parent)) {
            List<String> names = entries.map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
            return Suggestion.didYouMean(name.toString(), names);
        } catch (IOException e) {
            return "";
        }
    }
}
