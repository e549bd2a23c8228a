package io.podpath.scenario.load;

import io.podpath.cluster.NamespacedName;
import java.util.Optional;

/**
 * A Kubernetes object while it is read.
 *
 * @param kind its kind
 * @param name namespace and name
 * @param fields the whole object
 */
record KubeObject(String kind, NamespacedName name, Fields fields) {

    /** The object of a document, or nothing if it has no usable name; the problem is then reported. */
    static Optional<KubeObject> read(String kind, Fields fields) {
        if (!fields.has("metadata")) {
            fields.problems().error(fields.node().location(), "'metadata' is missing");
            return Optional.empty();
        }
        Optional<Fields> metadata = fields.object("metadata");
        Optional<String> name = metadata.flatMap(found -> found.required("name"));
        return name.map(found -> new KubeObject(
                kind,
                new NamespacedName(metadata.get().text("namespace", NamespacedName.DEFAULT_NAMESPACE), found),
                fields));
    }

    Fields metadata() {
        return fields.child("metadata");
    }

    Fields spec() {
        return fields.child("spec");
    }

    Fields status() {
        return fields.child("status");
    }

    Location location() {
        return fields.node().location();
    }

    /** The owner that controls the object, written {@code ReplicaSet/web-5f6}. */
    Optional<String> findController() {
        for (Fields owner : metadata().objects("ownerReferences")) {
            if (owner.flag("controller")) {
                return Optional.of(owner.text("kind", "") + "/" + owner.text("name", ""));
            }
        }
        return Optional.empty();
    }
}
