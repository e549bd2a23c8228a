package io.podpath.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pods by namespace and label, so that a selector looks at the pods that share its rarest label only.
 *
 * <p>Without it 1,000 Services over 30,000 pods would be 30 million selector evaluations.
 */
final class PodIndex {

    private record LabelKey(String namespace, String label, String value) {}

    private final Map<String, List<Pod>> byNamespace = new HashMap<>();
    private final Map<LabelKey, List<Pod>> byLabel = new HashMap<>();

    PodIndex(Iterable<Pod> pods) {
        pods.forEach(this::add);
    }

    void add(Pod pod) {
        String namespace = pod.name().namespace();
        byNamespace.computeIfAbsent(namespace, key -> new ArrayList<>()).add(pod);
        pod.labels()
                .forEach((label, value) -> byLabel.computeIfAbsent(
                                new LabelKey(namespace, label, value), key -> new ArrayList<>())
                        .add(pod));
    }

    /** The pods of the namespace that the selector selects, in the order they were added. */
    List<Pod> listSelected(String namespace, LabelSelector selector) {
        List<Pod> candidates = byNamespace.getOrDefault(namespace, List.of());
        for (Map.Entry<String, String> wanted : selector.matchLabels().entrySet()) {
            List<Pod> sharing =
                    byLabel.getOrDefault(new LabelKey(namespace, wanted.getKey(), wanted.getValue()), List.of());
            if (sharing.size() < candidates.size()) {
                candidates = sharing;
            }
        }
        List<Pod> selected = new ArrayList<>();
        for (Pod pod : candidates) {
            if (selector.matches(pod.labels())) {
                selected.add(pod);
            }
        }
        return selected;
    }
}
