package io.podpath.kubeproxy;

import io.podpath.model.Cidr;
import io.podpath.model.IpFamily;
import io.podpath.netfilter.HeaderMatch;
import java.util.Optional;

/**
 * How kube-proxy tells traffic of local pods: {@code --detect-local-mode}.
 *
 * <p>Mode NodeCIDR is {@link ClusterCidr} with the range of the node's own pods. Interface modes cannot match packets
 * that the node itself sends.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/util/localdetector.go}.
 */
public sealed interface LocalTrafficDetector {

    /** The match for local pods, or nothing where kube-proxy cannot tell them. */
    Optional<HeaderMatch> ifLocal(HeaderMatch match);

    /** The match for everybody else, or nothing where kube-proxy cannot tell. */
    Optional<HeaderMatch> ifNotLocal(HeaderMatch match);

    /** The detector a proxier of this family uses: a range of the other family tells it nothing. */
    default LocalTrafficDetector forFamily(IpFamily family) {
        return this instanceof ClusterCidr cidr && cidr.range.family() != family ? new None() : this;
    }

    /**
     * Pods are the sources in a range; all pods of the cluster if it is the cluster's range.
     *
     * @param range the range
     */
    record ClusterCidr(Cidr range) implements LocalTrafficDetector {

        @Override
        public Optional<HeaderMatch> ifLocal(HeaderMatch match) {
            return Optional.of(match.withSource(range, false));
        }

        @Override
        public Optional<HeaderMatch> ifNotLocal(HeaderMatch match) {
            return Optional.of(match.withSource(range, true));
        }
    }

    /**
     * Pods are what comes in on an interface.
     *
     * @param pattern the interface, such as {@code cbr0}, or a prefix with {@code +}, such as {@code azv+}
     */
    record InInterface(String pattern) implements LocalTrafficDetector {

        @Override
        public Optional<HeaderMatch> ifLocal(HeaderMatch match) {
            return Optional.of(match.withInInterface(pattern, false));
        }

        @Override
        public Optional<HeaderMatch> ifNotLocal(HeaderMatch match) {
            return Optional.of(match.withInInterface(pattern, true));
        }
    }

    /** Nobody is known to be a local pod. */
    record None() implements LocalTrafficDetector {

        @Override
        public Optional<HeaderMatch> ifLocal(HeaderMatch match) {
            return Optional.empty();
        }

        @Override
        public Optional<HeaderMatch> ifNotLocal(HeaderMatch match) {
            return Optional.empty();
        }
    }
}
