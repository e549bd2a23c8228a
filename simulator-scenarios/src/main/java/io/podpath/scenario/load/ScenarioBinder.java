package io.podpath.scenario.load;

import io.podpath.EndpointReference;
import io.podpath.SimulationInput;
import io.podpath.aks.ApiServerAccess;
import io.podpath.cluster.ClusterObjects;
import io.podpath.scenario.load.Problem.Severity;
import io.podpath.scenario.schema.FieldTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Binds a scenario document: once as written, to find its mistakes, and once for each variant laid over it. */
final class ScenarioBinder {

    static final String API_VERSION = "podpath/v1";
    static final String KIND = "Scenario";

    private static final long DEFAULT_SEED = 1;
    private static final int MAX_SEED_DIGITS = 18;
    private static final List<String> LATER = List.of("events", "load", "teach");

    private final MappingNode document;
    private final InputFiles files;
    private final KubernetesReader direct;
    private final Problems problems;
    private final Map<List<String>, KubernetesReader> objectsByManifests = new HashMap<>();

    /**
     * @param document the scenario document
     * @param files reads what it names
     * @param direct holds the objects given beside it
     * @param problems where mistakes go
     */
    ScenarioBinder(MappingNode document, InputFiles files, KubernetesReader direct, Problems problems) {
        this.document = document;
        this.files = files;
        this.direct = direct;
        this.problems = problems;
    }

    /** One variant with the places of what it declares, and its flags as written. */
    record Bound(Variant variant, Declarations declarations) {

        Locations locations() {
            return declarations.locations();
        }
    }

    /** The name and title; the name of the file stands in for a missing name. */
    Scenario scenario(String defaultName, List<Variant> variants) {
        Fields metadata = new Fields(document, problems).child("metadata");
        return new Scenario(
                metadata.text("name", defaultName), metadata.text("title", ""), metadata.texts("tags"), variants);
    }

    /** All variants; those that cannot be made out are left out, and reported. */
    List<Bound> bind() {
        Fields fields = new Fields(document, problems);
        FieldCheck check = new FieldCheck(FieldTable.scenario(), Severity.ERROR, problems);
        checkHeader(fields);
        check.check(document, "scenario");
        Variants variants = new Variants(document, problems);
        variants.patches().forEach((name, patch) -> check.check(patch, "variant"));
        LATER.forEach(name -> document.find(name)
                .ifPresent(node ->
                        problems.info(document.locationOf(name), "'" + name + "' is not run yet and passed over")));
        checkAsWritten(variants.names());
        List<Bound> bound = new ArrayList<>();
        variants.documents()
                .forEach((name, merged) -> bound.add(bindVariant(name, merged, variants.names(), problems)));
        return bound;
    }

    private void checkHeader(Fields fields) {
        Optional<String> apiVersion = fields.required("apiVersion");
        if (apiVersion.isPresent() && !apiVersion.get().equals(API_VERSION)) {
            fields.error("apiVersion", "'apiVersion' of a scenario must be " + API_VERSION);
        }
        Optional<String> kind = fields.required("kind");
        if (kind.isPresent() && !kind.get().equals(KIND)) {
            fields.error("kind", "'kind' must be " + KIND + " where 'apiVersion' is " + API_VERSION);
        }
    }

    /** A mistake counts even where every variant covers it up; anything less than an error there does not. */
    private void checkAsWritten(Set<String> variants) {
        Problems scratch = problems.scratch();
        bindVariant(variants.iterator().next(), document, variants, scratch);
        scratch.list().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .forEach(problems::add);
    }

    private Bound bindVariant(String name, MappingNode merged, Set<String> variants, Problems sink) {
        Fields fields = new Fields(merged, sink);
        KubernetesReader reader = objects(fields);
        Locations locations = new Locations(document.location());
        ClusterObjects objects = reader.finish();
        locations.putAll(reader.locations());
        Fields flags = new ClusterFlags(files, sink).read(fields.child("cluster"));
        SimulationInput input = new SimulationInput(
                new ClusterReader(sink, locations).read(flags),
                new AzureReader(files, sink, locations).read(fields.child("azure")),
                objects,
                seed(fields),
                apiServer(flags));
        List<ExpectedProbe> probes = new ProbeReader(name, variants, sink, locations).read(fields);
        fields.child("metadata").texts("tags");
        PlanSection plan = new PlanReader(name, variants, sink).read(fields, flags, input);
        boolean looksUp = probes.stream().anyMatch(probe -> probe.probe().to().kind() == EndpointReference.Kind.FQDN);
        SimulationInput withProxies =
                (flags.flag("enableAppRouting") ? input.withAppRouting() : input).withGatewayDeployments();
        return new Bound(
                new Variant(
                        name,
                        withApiServer(looksUp ? withProxies.withClusterDns() : withProxies, probes),
                        probes,
                        plan),
                new Declarations(locations, FlagList.of(flags)));
    }

    private static ApiServerAccess apiServer(Fields flags) {
        boolean hasPrivateEndpoint = flags.flag("enablePrivateCluster");
        boolean isIntegrated = flags.flag("enableApiserverVnetIntegration") || flags.has("apiserverSubnetId");
        return hasPrivateEndpoint || isIntegrated ? ApiServerAccess.PRIVATE : ApiServerAccess.PUBLIC;
    }

    private static SimulationInput withApiServer(SimulationInput input, List<ExpectedProbe> probes) {
        SimulationInput changed = input;
        for (ExpectedProbe probe : probes) {
            changed = changed.withApiServerFor(probe.probe());
        }
        return changed;
    }

    private static long seed(Fields fields) {
        Optional<SourceNode> node = fields.node().find("seed");
        if (node.isEmpty()) {
            return DEFAULT_SEED;
        }
        boolean whole = node.get() instanceof ScalarNode scalar
                && scalar.type() == ScalarNode.Type.INTEGER
                && scalar.text().matches("[0-9]{1," + MAX_SEED_DIGITS + "}");
        if (!whole) {
            fields.error("seed", "'seed' must be a whole number from 0 of at most " + MAX_SEED_DIGITS + " digits");
            return DEFAULT_SEED;
        }
        return Long.parseLong(((ScalarNode) node.get()).text());
    }

    private KubernetesReader objects(Fields fields) {
        List<SourceNode> names = fields.node()
                .find("manifests")
                .map(node -> node instanceof SequenceNode list ? list.items() : List.of(node))
                .orElse(List.of());
        List<String> key = new ArrayList<>();
        names.forEach(node -> fields.values().text(node, "manifests").ifPresent(key::add));
        if (key.isEmpty()) {
            return direct;
        }
        KubernetesReader known = objectsByManifests.get(key);
        if (known == null) {
            known = direct.fork();
            KubernetesReader reader = known;
            ManifestFiles manifests = new ManifestFiles(files, problems);
            for (SourceNode node : names) {
                if (node instanceof ScalarNode scalar && scalar.type() == ScalarNode.Type.TEXT) {
                    manifests.find(scalar.text(), scalar.location()).stream()
                            .filter(path -> !isScenario(path))
                            .forEach(path -> readManifest(path, reader));
                }
            }
            objectsByManifests.put(key, known);
        }
        return known;
    }

    /** A scenario's folder often holds its manifests too, so that {@code manifests: [.]} finds the scenario itself. */
    private boolean isScenario(Path path) {
        return path.toString().contains(".podpath.")
                || path.toAbsolutePath()
                        .normalize()
                        .equals(Path.of(document.location().file())
                                .toAbsolutePath()
                                .normalize());
    }

    private void readManifest(Path path, KubernetesReader reader) {
        SourceFile file = SourceFile.of(path);
        int documents = new SourceReader(problems, SourceReader.Trimming.KUBERNETES).read(file, reader::accept);
        if (documents == 0) {
            problems.warning(file.whole(), "the file is empty");
        }
    }
}
