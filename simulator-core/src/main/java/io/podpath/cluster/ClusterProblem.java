package io.podpath.cluster;

/**
 * Something the control plane could not do with an object as it was declared; the object stays, the person is told.
 *
 * @param object the object concerned
 * @param text what is wrong, as a sentence without a full stop
 */
public record ClusterProblem(NamespacedName object, String text) {

    @Override
    public String toString() {
        return object + ": " + text;
    }
}
