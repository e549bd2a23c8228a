package io.podpath.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Labelled things by namespace and label, so that a selector looks only at those that share its rarest label.
 *
 * <p>Without it 1,000 Services over 30,000 pods would be 30 million selector evaluations.
 *
 * @param <T> what is labelled: pods, templates of pods
 */
public final class LabelIndex<T> {

    private record LabelKey(String namespace, String label, String value) {}

    private record Entry<T>(Map<String, String> labels, T value) {}

    private final Map<String, List<Entry<T>>> byNamespace = new HashMap<>();
    private final Map<LabelKey, List<Entry<T>>> byLabel = new HashMap<>();

    /** An index of these pods. */
    static LabelIndex<Pod> ofPods(Iterable<Pod> pods) {
        LabelIndex<Pod> index = new LabelIndex<>();
        pods.forEach(pod -> index.add(pod.name().namespace(), pod.labels(), pod));
        return index;
    }

    /** Adds something with these labels. */
    public void add(String namespace, Map<String, String> labels, T value) {
        Entry<T> entry = new Entry<>(labels, value);
        byNamespace.computeIfAbsent(namespace, key -> new ArrayList<>()).add(entry);
        labels.forEach((label, content) -> byLabel.computeIfAbsent(
                        new LabelKey(namespace, label, content), key -> new ArrayList<>())
                .add(entry));
    }

    /** Everything of the namespace that the selector selects, in the order it was added. */
    public List<T> listSelected(String namespace, LabelSelector selector) {
        List<Entry<T>> candidates = byNamespace.getOrDefault(namespace, List.of());
        for (Map.Entry<String, String> wanted : selector.matchLabels().entrySet()) {
            LabelKey key = new LabelKey(namespace, wanted.getKey(), wanted.getValue());
            List<Entry<T>> sharing = byLabel.getOrDefault(key, List.of());
            if (sharing.size() < candidates.size()) {
                candidates = sharing;
            }
        }
        List<T> selected = new ArrayList<>();
        for (Entry<T> candidate : candidates) {
            if (selector.matches(candidate.labels)) {
                selected.add(candidate.value);
            }
        }
        return selected;
    }
}
