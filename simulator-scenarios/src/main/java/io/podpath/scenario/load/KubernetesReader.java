package io.podpath.scenario.load;

import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.Subject;
import io.podpath.cluster.Workload;
import io.podpath.scenario.load.Problem.Severity;
import io.podpath.scenario.schema.FieldTable;
import io.podpath.scenario.schema.Suggestion;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads Kubernetes objects, one document after the other.
 *
 * <p>Kinds that podpath does not know are named once each. Unknown fields of kinds it knows are warnings, or errors if
 * reading is strict; fields that do not matter to packets are passed over.
 */
final class KubernetesReader {

    private static final Map<String, Workload.Kind> WORKLOADS = Choices.of(Workload.Kind.values(), Workload.Kind::text);

    /** Kinds common beside the ones that are read; a near miss of a known kind is reported as such. */
    private static final List<String> READ_KINDS = List.of(
            "Namespace",
            "Node",
            "Pod",
            "Deployment",
            "ReplicaSet",
            "StatefulSet",
            "DaemonSet",
            "Job",
            "CronJob",
            "Service",
            "Endpoints",
            "EndpointSlice",
            "ConfigMap",
            EgressGatewayReader.KIND,
            "Ingress",
            "IngressClass",
            "Gateway",
            "GatewayClass",
            "HTTPRoute",
            "ReferenceGrant",
            "NetworkPolicy",
            "List");

    private static final Set<String> CLUSTER_SCOPED = Set.of("Node", "Namespace", "IngressClass", "GatewayClass");

    private final Problems problems;
    private final FieldCheck fieldCheck;
    private final Locations locations;
    private final ObjectCollector collector = new ObjectCollector();
    private final Map<String, Location> declared = new HashMap<>();
    private final Map<String, Skipped> skippedKinds = new LinkedHashMap<>();

    private static final String NOT_KUBERNETES =
            "an Azure resource, where a scenario or Kubernetes objects were expected; name the file under 'azure.from' of a"
                    + " scenario, or let 'podpath import azure --print-commands' collect a folder to run";

    /** How often a kind was passed over. */
    private record Skipped(Location first, int count) {}

    KubernetesReader(Problems problems, boolean strict, Locations locations) {
        this(
                problems,
                new FieldCheck(FieldTable.kubernetes(), strict ? Severity.ERROR : Severity.WARNING, problems),
                locations);
    }

    private KubernetesReader(Problems problems, FieldCheck fieldCheck, Locations locations) {
        this.problems = problems;
        this.fieldCheck = fieldCheck;
        this.locations = locations;
    }

    /** A reader that begins with everything this one has read. */
    KubernetesReader fork() {
        Locations copied = new Locations(locations.fallback());
        copied.putAll(locations);
        KubernetesReader fork = new KubernetesReader(problems, fieldCheck, copied);
        fork.collector.addAll(collector);
        fork.declared.putAll(declared);
        fork.skippedKinds.putAll(skippedKinds);
        return fork;
    }

    Locations locations() {
        return locations;
    }

    /** Reads one document. */
    void accept(SourceNode document) {
        if (AzureJson.isAzure(document)) {
            problems.error(document.location(), NOT_KUBERNETES);
            return;
        }
        if (!(document instanceof MappingNode mapping)) {
            problems.error(document.location(), "expected a Kubernetes object, not " + document.describe());
            return;
        }
        Fields fields = new Fields(mapping, problems);
        Optional<String> kind = fields.required("kind");
        Optional<String> apiVersion = fields.required("apiVersion");
        if (kind.isEmpty() || apiVersion.isEmpty()) {
            return;
        }
        if (isList(kind.get(), fields)) {
            fields.items("items").forEach(this::accept);
        } else if (isRead(kind.get(), apiVersion.get())) {
            fieldCheck.check(mapping, kind.get());
            KubeObject.read(kind.get(), fields).filter(this::declare).ifPresent(this::bind);
        } else {
            skip(kind.get(), apiVersion.get(), fields.at("kind"));
        }
    }

    private static boolean isList(String kind, Fields fields) {
        return kind.endsWith("List") && fields.has("items");
    }

    /** Some groups reuse the names of core kinds, as Knative does with Service. */
    private static boolean isRead(String kind, String apiVersion) {
        if (!READ_KINDS.contains(kind)) {
            return false;
        }
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        return group.isEmpty()
                || !group.contains(".")
                || group.endsWith(".k8s.io")
                || kind.equals(EgressGatewayReader.KIND);
    }

    private void skip(String kind, String apiVersion, Location location) {
        Optional<String> meant = READ_KINDS.contains(kind) ? Optional.empty() : Suggestion.nearest(kind, READ_KINDS);
        if (meant.isPresent() && !apiVersion.contains(".")) {
            problems.warning(location, "unknown kind '" + kind + "', passed over; did you mean '" + meant.get() + "'?");
            return;
        }
        String label = READ_KINDS.contains(kind) ? kind + " of " + apiVersion : kind;
        skippedKinds.merge(label, new Skipped(location, 1), (old, one) -> new Skipped(old.first(), old.count() + 1));
    }

    private boolean declare(KubeObject object) {
        String key = object.kind() + " "
                + (isClusterScoped(object.kind()) ? object.name().name() : object.name());
        Location location = object.metadata().at("name");
        Location first = declared.putIfAbsent(key, location);
        if (first != null) {
            problems.error(location, key + " is declared twice (first at " + first + ")");
        }
        return first == null;
    }

    private static boolean isClusterScoped(String kind) {
        return CLUSTER_SCOPED.contains(kind);
    }

    private void bind(KubeObject object) {
        remember(object);
        switch (object.kind()) {
            case "Node" -> collector.nodes.add(ClusterScopeReader.node(object));
            case "Pod" -> {
                collector.pods.add(PodReader.read(object));
                Optional<String> node = object.spec().text("nodeName");
                node.ifPresent(name ->
                        object.status().address("hostIP").ifPresent(address -> collector.sawNode(name, address)));
            }
            case "Service" -> collector.services.add(ServiceReader.read(object));
            case "EndpointSlice" -> EndpointReader.readSlice(object).ifPresent(collector.slices::add);
            case "Endpoints" -> collector.endpoints.addAll(EndpointReader.readEndpoints(object));
            case "NetworkPolicy" -> collector.policies.add(ClusterScopeReader.policy(object));
            case "Namespace" ->
                collector.http.namespaceLabels.put(
                        object.name().name(), object.metadata().map("labels"));
            case "Ingress" -> collector.http.ingresses.add(IngressReader.read(object));
            case "IngressClass" -> collector.http.ingressClasses.add(IngressReader.readClass(object));
            case "Gateway" -> collector.http.gateways.add(GatewayApiReader.gateway(object));
            case "HTTPRoute" -> collector.http.routes.add(HttpRouteReader.read(object));
            case "ReferenceGrant" -> collector.http.grants.add(GatewayApiReader.grant(object));
            case EgressGatewayReader.KIND ->
                EgressGatewayReader.configuration(object).ifPresent(collector.staticGateways::add);
            case "ConfigMap" -> {
                ClusterScopeReader.masqueradeConfig(object).ifPresent(collector.masqueradeConfigs::add);
                CoreDnsReader.read(object).ifPresent(custom -> collector.coreDns = custom);
            }
            default -> {
                Workload.Kind workload = WORKLOADS.get(object.kind());
                if (workload != null) {
                    collector.addWorkload(WorkloadReader.read(workload, object), object);
                }
            }
        }
    }

    private void remember(KubeObject object) {
        Set<String> placed = new LinkedHashSet<>(List.of("nodeName", "clusterIP", "selector"));
        Subject subject = object.kind().equals("Node")
                ? Subject.node(object.name().name())
                : Subject.object(object.kind(), object.name());
        locations.put(subject, object.metadata().at("name"));
        if (object.kind().equals("Service") || object.kind().equals("Pod")) {
            Fields spec = object.spec();
            placed.stream().filter(spec::has).forEach(name -> locations.put(subject.part(name), spec.at(name)));
            if (object.status().has("podIP")) {
                locations.put(subject.part("podIP"), object.status().at("podIP"));
            }
        }
        if (object.kind().equals("Service")) {
            List<SourceNode> ports = object.spec().items("ports");
            for (int i = 0; i < ports.size(); i++) {
                locations.put(subject.part("ports[" + i + "]"), ports.get(i).location());
            }
            Fields annotations = object.metadata().child("annotations");
            annotations
                    .node()
                    .listFields()
                    .forEach(annotation -> locations.put(
                            subject.part(annotation.name()), annotation.value().location()));
        }
    }

    /** All objects, once every document was read. */
    ClusterObjects finish() {
        skippedKinds.forEach((kind, skipped) -> problems.info(
                skipped.first(),
                kind + " does not matter to packets or is not read yet; passed over"
                        + (skipped.count() > 1 ? " (" + skipped.count() + " of them)" : "")));
        return collector.finish();
    }
}
