package io.podpath.cluster;

import io.podpath.model.Cidr;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fixed address for the outbound packets of pods: which gateway pool lends it, and which packets it is for.
 *
 * <p><i>Source:</i> Azure docs, Configure Static Egress Gateway; Azure/kube-egress-gateway {@code
 * api/v1alpha1/staticgatewayconfiguration_types.go}.
 *
 * @param name namespace and name; pods of this namespace may use it
 * @param nodePool the gateway pool
 * @param route which packets go through it
 * @param excludeCidrs the ranges that differ from that
 * @param addresses whether packets leave under a public address
 * @param egressPrefix the public prefix, if its status or its author says it
 */
public record StaticGatewayConfiguration(
        NamespacedName name,
        String nodePool,
        DefaultRoute route,
        List<Cidr> excludeCidrs,
        Addresses addresses,
        @Nullable Cidr egressPrefix) {

    /** The annotation of pods that names a configuration of their namespace. */
    public static final String ANNOTATION = "kubernetes.azure.com/static-gateway-configuration";

    public StaticGatewayConfiguration {
        excludeCidrs = List.copyOf(excludeCidrs);
    }

    /** The public prefix, if it is known. */
    public Optional<Cidr> findEgressPrefix() {
        return Optional.ofNullable(egressPrefix);
    }

    /** Where the default route of a pod leads. */
    public enum DefaultRoute {
        /** Into the tunnel; the excluded ranges by eth0. */
        STATIC_EGRESS_GATEWAY("staticEgressGateway"),
        /** By eth0; the excluded ranges into the tunnel. */
        AZURE_NETWORKING("azureNetworking");

        private final String text;

        DefaultRoute(String text) {
            this.text = text;
        }

        /** The spelling of the API. */
        public String text() {
            return text;
        }
    }

    /** Under which addresses packets leave. */
    public enum Addresses {
        /** Those of a public prefix. */
        PUBLIC,
        /** The private ones of the gateway nodes, wherever routes lead them. */
        PRIVATE
    }
}
