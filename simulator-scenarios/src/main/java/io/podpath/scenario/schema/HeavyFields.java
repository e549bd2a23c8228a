package io.podpath.scenario.schema;

import java.util.Set;

/**
 * Fields that are skipped while a Kubernetes dump is parsed.
 *
 * <p>Most bytes of {@code kubectl get -A -o json} are bookkeeping ({@code managedFields}, probes, environment, images
 * of nodes); leaving them out while parsing keeps the time and memory of big dumps small.
 */
public final class HeavyFields {

    /** The annotation that repeats the whole object; skipped although annotations are free. */
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private static final Set<String> HEAVY = WordList.read("heavy-fields.txt");
    private static final Set<String> FREE_KEY_MAPS = WordList.read("free-key-maps.txt");

    private HeavyFields() {}

    /** Whether the value of this field, found in a value of field {@code parent}, may be left out. */
    public static boolean isSkipped(String parent, String field) {
        return HEAVY.contains(field) && (!FREE_KEY_MAPS.contains(parent) || field.equals(LAST_APPLIED));
    }
}
