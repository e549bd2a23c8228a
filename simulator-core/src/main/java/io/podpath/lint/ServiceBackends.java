package io.podpath.lint;

import io.podpath.cluster.EndpointSlice;
import io.podpath.cluster.LabelIndex;
import io.podpath.cluster.LabelSelector;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Pod;
import io.podpath.cluster.PodSpec;
import io.podpath.cluster.Service;
import io.podpath.cluster.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The pods that selectors select, declared ones and those that workloads would create. */
final class ServiceBackends {

    private final LabelIndex<PodSpec> pods = new LabelIndex<>();
    private final LintInput input;

    ServiceBackends(LintInput input) {
        this.input = input;
        for (Pod pod : input.objects().pods()) {
            pods.add(pod.name().namespace(), pod.labels(), pod.spec());
        }
        for (Workload workload : input.objects().workloads()) {
            if (workload.replicas() > 0 || workload.kind() == Workload.Kind.DAEMON_SET) {
                pods.add(workload.name().namespace(), workload.podLabels(), workload.template());
            }
        }
    }

    /** The Services that find their pods by a selector; nobody selects for those with endpoints written by hand. */
    Map<Service, List<PodSpec>> selected() {
        Set<NamespacedName> sliced = input.objects().endpointSlices().stream()
                .map(EndpointSlice::service)
                .collect(Collectors.toSet());
        Map<Service, List<PodSpec>> selected = new LinkedHashMap<>();
        for (Service service : input.objects().services()) {
            Map<String, String> selector = service.backend().selector();
            if (!selector.isEmpty() && !sliced.contains(service.name())) {
                selected.put(service, select(service.name().namespace(), LabelSelector.ofLabels(selector)));
            }
        }
        return selected;
    }

    /** The pods of a namespace that a selector selects. */
    List<PodSpec> select(String namespace, LabelSelector selector) {
        return pods.listSelected(namespace, selector);
    }
}
