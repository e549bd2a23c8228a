package io.podpath.cluster;

/**
 * An IngressClass: which controller serves the Ingresses that name it.
 *
 * <p><i>Source:</i> Kubernetes docs, Ingress class.
 *
 * @param name its name
 * @param controller the controller, for example {@code k8s.io/ingress-nginx}
 * @param instance the Helm release it was installed with, from {@code app.kubernetes.io/instance}, or empty
 * @param use whether Ingresses without a class are its own
 */
public record IngressClass(String name, String controller, String instance, Use use) {

    /** The annotation of the default class. */
    public static final String DEFAULT_ANNOTATION = "ingressclass.kubernetes.io/is-default-class";

    /** Which Ingresses it is used for. */
    public enum Use {
        /** Those that name it. */
        NAMED,
        /** Those that name it, and those that name none. */
        DEFAULT
    }
}
