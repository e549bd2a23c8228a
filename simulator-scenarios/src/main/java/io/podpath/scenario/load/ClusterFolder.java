package io.podpath.scenario.load;

import io.podpath.scenario.collect.CollectedFile;
import io.podpath.scenario.load.SourceReader.Trimming;
import io.podpath.scenario.schema.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A folder that describes a running cluster by what {@code az} and {@code kubectl} print, in files of fixed names.
 *
 * <p>Whatever is there is read; what is not there is said to be unknown. A file {@value #SCENARIO} beside them asks the
 * questions: it holds {@code probes}, and whatever else of a scenario is to change.
 */
final class ClusterFolder {

    static final String SCENARIO = "podpath.yaml";

    private final Path folder;
    private final Problems problems;
    private final List<SourceFile> read = new ArrayList<>();

    ClusterFolder(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /** Whether a folder has a file of these names and no scenario of its own. */
    static boolean isOne(List<Path> files) {
        boolean hasScenario = files.stream().anyMatch(file -> file.toString().contains(".podpath."));
        return !hasScenario
                && files.stream()
                        .anyMatch(file -> CollectedFile.find(nameOf(file)).isPresent());
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** All files this has read. */
    List<SourceFile> files() {
        return read;
    }

    /**
     * The scenario that says the same.
     *
     * @param files all files of the folder
     * @param objects takes in the Kubernetes objects
     */
    MappingNode read(List<Path> files, KubernetesReader objects) {
        Location start = SourceFile.of(folder).whole();
        AzureJson json = new AzureJson(problems);
        List<MappingNode> questions = new ArrayList<>();
        List<MappingNode> clusters = new ArrayList<>();
        for (Path path : files) {
            Optional<CollectedFile> file = CollectedFile.find(nameOf(path));
            if (nameOf(path).equals(SCENARIO)) {
                documents(path, Trimming.NONE, document -> mapping(document).ifPresent(questions::add));
            } else if (file.isEmpty()) {
                sayUnknown(path);
            } else if (file.get().isKubernetes()) {
                documents(path, Trimming.KUBERNETES, document -> {
                    if (!isEmptyList(document)) {
                        objects.accept(document);
                    }
                });
            } else {
                documents(path, Trimming.NONE, document -> {
                    json.accept(document);
                    if (file.get() == CollectedFile.CLUSTER) {
                        mapping(document).ifPresent(clusters::add);
                    }
                });
            }
        }
        sayMissing(files, start);
        MappingNode observed = observed(json, clusters, start);
        return questions.isEmpty()
                ? observed
                : MergePatch.apply(observed.at(questions.get(0).location()), questions.get(0));
    }

    private MappingNode observed(AzureJson json, List<MappingNode> clusters, Location start) {
        String name = nameOf(folder.toAbsolutePath().normalize());
        TreeBuilder scenario = new TreeBuilder(start)
                .putText("apiVersion", ScenarioBinder.API_VERSION, start)
                .putText("kind", ScenarioBinder.KIND, start)
                .put(
                        "metadata",
                        new TreeBuilder(start).putText("name", name, start).build());
        if (!clusters.isEmpty()) {
            scenario.put("cluster", AksShow.toFlags(clusters.get(0), json.index()));
        }
        MappingNode azure = json.toInline(start);
        if (!azure.fields().isEmpty()) {
            scenario.put("azure", azure);
        }
        return scenario.build();
    }

    private static Optional<MappingNode> mapping(SourceNode document) {
        SourceNode only = document instanceof SequenceNode list && list.items().size() == 1
                ? list.items().get(0)
                : document;
        return only instanceof MappingNode mapping ? Optional.of(mapping) : Optional.empty();
    }

    /** What the collecting script writes where there is nothing. */
    private static boolean isEmptyList(SourceNode document) {
        return document instanceof SequenceNode list && list.items().isEmpty();
    }

    private void documents(Path path, Trimming trimming, Consumer<SourceNode> consumer) {
        SourceFile file = SourceFile.of(path);
        read.add(file);
        if (new SourceReader(problems, trimming).read(file, consumer) == 0) {
            problems.error(file.whole(), "the file is empty");
        }
    }

    private void sayUnknown(Path path) {
        problems.warning(
                SourceFile.of(path).whole(),
                "no file of this name belongs to a cluster's folder; passed over"
                        + Suggestion.didYouMean(nameOf(path), CollectedFile.names()));
    }

    private void sayMissing(List<Path> files, Location start) {
        List<String> names = files.stream().map(ClusterFolder::nameOf).toList();
        List<String> missing = new ArrayList<>();
        for (CollectedFile file : CollectedFile.values()) {
            if (!names.contains(file.fileName())) {
                missing.add(file.content() + " (" + file.fileName() + ")");
            }
        }
        if (!missing.isEmpty()) {
            problems.info(start, "not in this folder, so not known: " + String.join(", ", missing));
        }
    }
}
