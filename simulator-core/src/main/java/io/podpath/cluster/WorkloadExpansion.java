package io.podpath.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The workload controllers: creates the pods that workloads ask for and that are not listed yet.
 *
 * <p><i>Models:</i> StatefulSet pods are {@code db-0}, {@code db-1} and carry the labels of their identity; a DaemonSet
 * has one pod on each node its template fits, cordoned nodes included; other pods are {@code web-x7k2p}. Pods listed
 * beside a workload that match its selector count as its replicas, as in a dump of a real cluster; a pod counts for one
 * workload of a kind only. A ReplicaSet is served before a Deployment and a Job before a CronJob, so that a dump with
 * both does not get the pods twice. <i>Does not model:</i> owner references, rolling updates, adoption.
 *
 * <p><i>Source:</i> Kubernetes docs, Workloads; {@code pkg/controller/statefulset} (names and labels).
 */
public final class WorkloadExpansion {

    /** The label a StatefulSet gives each pod. */
    public static final String STATEFUL_SET_POD_NAME_LABEL = "statefulset.kubernetes.io/pod-name";
    /** The label with the ordinal of a StatefulSet's pod, since Kubernetes 1.28. */
    public static final String POD_INDEX_LABEL = "apps.kubernetes.io/pod-index";

    private static final List<Workload.Kind> ORDER = List.of(
            Workload.Kind.REPLICA_SET,
            Workload.Kind.DEPLOYMENT,
            Workload.Kind.STATEFUL_SET,
            Workload.Kind.DAEMON_SET,
            Workload.Kind.JOB,
            Workload.Kind.CRON_JOB);

    private record Claim(Workload.Kind kind, NamespacedName pod) {}

    private record Owner(Workload.Kind kind, NamespacedName workload) {}

    private final List<Pod> pods;
    private final LabelIndex<Pod> index;
    private final Set<NamespacedName> names = new HashSet<>();
    private final Set<Claim> claims = new HashSet<>();
    private final Set<Owner> owners = new HashSet<>();

    private WorkloadExpansion(List<Workload> workloads, List<Pod> listed) {
        workloads.forEach(workload -> owners.add(new Owner(workload.kind(), workload.name())));
        pods = new ArrayList<>(listed);
        index = LabelIndex.ofPods(listed);
        listed.forEach(pod -> names.add(pod.name()));
    }

    /**
     * All pods: those listed, in their order, then those created.
     *
     * @param workloads the controllers
     * @param listed pods that exist already
     * @param nodes the nodes, for DaemonSets
     */
    public static List<Pod> expand(List<Workload> workloads, List<Pod> listed, List<NodeSpec> nodes) {
        WorkloadExpansion expansion = new WorkloadExpansion(workloads, listed);
        workloads.stream()
                .sorted(Comparator.comparing(workload -> ORDER.indexOf(workload.kind())))
                .forEach(workload -> expansion.serve(workload, nodes));
        return List.copyOf(expansion.pods);
    }

    private void serve(Workload workload, List<NodeSpec> nodes) {
        switch (workload.kind()) {
            case STATEFUL_SET -> createOrdinals(workload);
            case DAEMON_SET -> createOnNodes(workload, nodes);
            case DEPLOYMENT, REPLICA_SET, JOB, CRON_JOB -> createReplicas(workload);
        }
    }

    private void createOrdinals(Workload workload) {
        for (int ordinal = 0; ordinal < workload.replicas(); ordinal++) {
            String podName = workload.name().name() + "-" + ordinal;
            NamespacedName name = new NamespacedName(workload.name().namespace(), podName);
            if (!names.contains(name)) {
                Map<String, String> labels = new HashMap<>(workload.podLabels());
                labels.put(STATEFUL_SET_POD_NAME_LABEL, podName);
                labels.put(POD_INDEX_LABEL, Integer.toString(ordinal));
                create(workload, new Pod(name, labels, workload.template(), PodStatus.READY));
            }
        }
    }

    private void createOnNodes(Workload workload, List<NodeSpec> nodes) {
        Set<String> served = new HashSet<>();
        for (Pod pod : ownPods(workload)) {
            pod.spec().findNodeName().ifPresent(served::add);
        }
        NodeFit fit = NodeFit.of(workload.template());
        for (NodeSpec node : nodes) {
            if (!served.contains(node.name()) && fit.isSatisfiedBy(node)) {
                PodSpec spec = workload.template().onNode(node.name());
                create(workload, new Pod(freeName(workload, node.name()), workload.podLabels(), spec, PodStatus.READY));
            }
        }
    }

    private void createReplicas(Workload workload) {
        int existing = 0;
        for (Pod pod : ownPods(workload)) {
            if (existing < workload.replicas() && claims.add(new Claim(workload.kind(), pod.name()))) {
                existing++;
            }
        }
        for (int i = existing; i < workload.replicas(); i++) {
            NamespacedName name = freeName(workload, Integer.toString(i));
            create(workload, new Pod(name, workload.podLabels(), workload.template(), PodStatus.READY));
        }
    }

    private void create(Workload workload, Pod pod) {
        pods.add(pod);
        index.add(pod.name().namespace(), pod.labels(), pod);
        names.add(pod.name());
        claims.add(new Claim(workload.kind(), pod.name()));
    }

    /** Pods that count as the workload's, those named after it first; an empty selector goes by the name alone. */
    private List<Pod> ownPods(Workload workload) {
        String prefix = workload.name().name() + "-";
        LabelSelector selector = workload.selector();
        boolean byName =
                selector.matchLabels().isEmpty() && selector.matchExpressions().isEmpty();
        List<Pod> named = new ArrayList<>();
        List<Pod> others = new ArrayList<>();
        for (Pod pod : index.listSelected(workload.name().namespace(), selector)) {
            if (!isActive(workload, pod)) {
                continue;
            }
            if (pod.name().name().startsWith(prefix)) {
                named.add(pod);
            } else if (!byName && !isNamedAfterAnother(workload.kind(), pod.name())) {
                others.add(pod);
            }
        }
        named.addAll(others);
        return named;
    }

    private boolean isNamedAfterAnother(Workload.Kind kind, NamespacedName pod) {
        String name = pod.name();
        for (int dash = name.lastIndexOf('-'); dash > 0; dash = name.lastIndexOf('-', dash - 1)) {
            if (owners.contains(new Owner(kind, new NamespacedName(pod.namespace(), name.substring(0, dash))))) {
                return true;
            }
        }
        return false;
    }

    /** A Job's pods count when they are done; other controllers replace pods that end. */
    private static boolean isActive(Workload workload, Pod pod) {
        boolean runsToCompletion = workload.kind() == Workload.Kind.JOB || workload.kind() == Workload.Kind.CRON_JOB;
        return runsToCompletion || (!pod.status().finished() && !pod.status().terminating());
    }

    private NamespacedName freeName(Workload workload, String replica) {
        String description = workload.kind().text() + " " + workload.name() + " " + replica;
        NamespacedName name = candidate(workload, description);
        for (int attempt = 1; names.contains(name); attempt++) {
            name = candidate(workload, description + " " + attempt);
        }
        return name;
    }

    private static NamespacedName candidate(Workload workload, String description) {
        return new NamespacedName(
                workload.name().namespace(), workload.name().name() + "-" + NameSuffix.of(description));
    }
}
