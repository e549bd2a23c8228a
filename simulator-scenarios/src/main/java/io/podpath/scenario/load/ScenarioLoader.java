package io.podpath.scenario.load;

import io.podpath.SimulationInput;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.cluster.ClusterObjects;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads scenarios: the door of this package.
 *
 * <p>A scenario document may stand first in a file with Kubernetes manifests behind it, or in a file of its own beside
 * files and folders of manifests. Without one, the manifests are taken into a cluster as {@code az aks create} would make
 * it with no flags, without probes. A folder with the files that {@code az} and {@code kubectl} printed about a running
 * cluster is a scenario too ({@link ClusterFolder}).
 */
public final class ScenarioLoader {

    private final LoadOptions options;
    private final Problems problems;
    private final boolean checked;
    private final List<SourceFile> inputs = new ArrayList<>();
    private final List<MappingNode> scenarios = new ArrayList<>();
    private final Map<String, Declarations> declarations = new HashMap<>();
    private final Map<Path, List<Path>> clusterFolders = new LinkedHashMap<>();
    private boolean isClusterGuessed;

    private ScenarioLoader(LoadOptions options, boolean checked) {
        this.options = options;
        this.checked = checked;
        this.problems = new Problems(!checked);
    }

    /** Reads one file or folder, {@code -} for standard input. */
    public static LoadResult load(Path file, LoadOptions options) {
        return load(List.of(file), options);
    }

    /** Reads files and folders that belong together; at most one scenario may be among them. */
    public static LoadResult load(List<Path> files, LoadOptions options) {
        return new ScenarioLoader(options, true).load(files);
    }

    /** As {@link #load}, without the checks that look at more than one field: what a schema can see as well. */
    static LoadResult loadUnchecked(List<Path> files, LoadOptions options) {
        return new ScenarioLoader(options, false).load(files);
    }

    private LoadResult load(List<Path> files) {
        files.forEach(this::addInput);
        Location start = inputs.isEmpty()
                ? new Location(files.isEmpty() ? "-" : files.get(0).toString(), 0, 1)
                : inputs.get(0).whole();
        KubernetesReader objects = new KubernetesReader(problems, options.strict(), new Locations(start));
        for (SourceFile input : inputs) {
            SourceReader reader = new SourceReader(problems, SourceReader.Trimming.KUBERNETES);
            if (reader.read(input, document -> dispatch(document, objects)) == 0) {
                problems.error(input.whole(), "the file is empty");
            }
        }
        clusterFolders.forEach((folder, contents) -> readClusterFolder(folder, contents, objects));
        Optional<Scenario> scenario = scenarios.isEmpty()
                ? Optional.of(withoutScenario(
                        objects, files.isEmpty() ? "-" : files.get(0).toString(), start))
                : bind(objects);
        boolean failed = problems.hasErrors();
        return new LoadResult(
                failed ? Optional.empty() : scenario, problems.list(), new SourceLines(inputs), declarations);
    }

    private void addInput(Path file) {
        if (file.toString().equals("-")) {
            addStdin();
        } else if (Files.isDirectory(file)) {
            Location where = SourceFile.of(file).whole();
            List<Path> manifests = ManifestFiles.inFolder(file, problems, where);
            List<Path> scenarioFiles = manifests.stream()
                    .filter(path -> path.toString().contains(".podpath."))
                    .toList();
            if (manifests.isEmpty()) {
                problems.error(where, "the folder holds no YAML or JSON file");
            } else if (ClusterFolder.isOne(manifests)) {
                clusterFolders.put(file, manifests);
                return;
            }
            (scenarioFiles.isEmpty() ? manifests : scenarioFiles).forEach(path -> inputs.add(SourceFile.of(path)));
        } else if (Files.exists(file)) {
            inputs.add(SourceFile.of(file));
        } else {
            problems.error(SourceFile.of(file).whole(), "there is no such file" + InputFiles.nearby(file));
        }
    }

    private void readClusterFolder(Path folder, List<Path> contents, KubernetesReader objects) {
        ClusterFolder reader = new ClusterFolder(folder, problems);
        MappingNode scenario = reader.read(contents, objects);
        isClusterGuessed |= scenario.find("cluster").isEmpty();
        addScenario(scenario);
        inputs.addAll(reader.files());
    }

    private void addStdin() {
        Location where = new Location("-", 0, 1);
        Optional<Reader> stdin = options.findStdin();
        if (stdin.isEmpty()) {
            problems.error(where, "there is no standard input to read");
            return;
        }
        try {
            StringWriter text = new StringWriter();
            stdin.get().transferTo(text);
            inputs.add(SourceFile.ofText("-", text.toString()));
        } catch (IOException e) {
            problems.error(where, "standard input cannot be read: " + e.getMessage());
        }
    }

    private void dispatch(SourceNode document, KubernetesReader objects) {
        if (document instanceof MappingNode mapping && isScenario(mapping)) {
            addScenario(mapping);
        } else {
            objects.accept(document);
        }
    }

    private void addScenario(MappingNode scenario) {
        if (scenarios.isEmpty()) {
            scenarios.add(scenario);
        } else {
            problems.error(
                    scenario.location(),
                    "a second scenario (the first is at " + scenarios.get(0).location() + "); run them one by one");
        }
    }

    private static boolean isScenario(MappingNode mapping) {
        return textOf(mapping, "kind").equals(ScenarioBinder.KIND)
                || textOf(mapping, "apiVersion").startsWith("podpath/");
    }

    private static String textOf(MappingNode mapping, String field) {
        return mapping.find(field)
                .filter(ScalarNode.class::isInstance)
                .map(node -> ((ScalarNode) node).text())
                .orElse("");
    }

    private Optional<Scenario> bind(KubernetesReader objects) {
        MappingNode document = scenarios.get(0);
        String file = document.location().file();
        Path parent = file.equals("-") ? null : Path.of(file).getParent();
        InputFiles files = new InputFiles(parent == null ? Path.of("") : parent, problems);
        ScenarioBinder binder = new ScenarioBinder(document, files, objects, problems);
        List<ScenarioBinder.Bound> bound =
                ObservedAddresses.adapt(binder.bind(), problems, document.locationOf("variants"));
        bound.forEach(each -> declarations.put(each.variant().name(), each.declarations()));
        Scenario scenario = binder.scenario(
                nameOf(file), bound.stream().map(ScenarioBinder.Bound::variant).toList());
        if (checked) {
            new VariantChecks(problems, isClusterGuessed).run(bound);
        }
        return Optional.of(scenario);
    }

    /** What someone gets who gives plain manifests. */
    private Scenario withoutScenario(KubernetesReader reader, String file, Location start) {
        ClusterObjects objects = reader.finish();
        Locations locations = new Locations(start);
        locations.putAll(reader.locations());
        Fields noFlags = new Fields(new MappingNode(Map.of(), start), problems);
        SimulationInput input = new SimulationInput(
                new ClusterReader(problems, locations).read(noFlags), AzureEnvironment.EMPTY, objects, 1);
        Variant variant = new Variant(Variants.DEFAULT, input, List.of());
        Declarations places = new Declarations(locations, List.of());
        declarations.put(variant.name(), places);
        if (checked) {
            new VariantChecks(problems, true).run(List.of(new ScenarioBinder.Bound(variant, places)));
        }
        return new Scenario(nameOf(file), "", List.of(), List.of(variant));
    }

    /** The last part of a path without its extensions. */
    private static String nameOf(String file) {
        String path = file.replace('\\', '/');
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.indexOf('.', 1);
        String stem = dot < 0 ? name : name.substring(0, dot);
        return stem.equals("-") || stem.isEmpty() ? "stdin" : stem;
    }
}
