package io.podpath.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a pod asks for, as far as the network cares.
 *
 * @param ports the ports of all containers
 * @param hostNetwork whether the pod lives in the node's network namespace
 * @param nodeName the node it is bound to, if the manifest says so
 * @param nodeSelector labels the node must have
 * @param nodeAffinity required node affinity terms, any of which must match; empty for none
 * @param dns how it resolves names
 * @param staticGateway the static gateway configuration its annotation names, if there is one
 */
public record PodSpec(
        List<ContainerPort> ports,
        boolean hostNetwork,
        @Nullable String nodeName,
        Map<String, String> nodeSelector,
        List<LabelSelector> nodeAffinity,
        PodDns dns,
        @Nullable String staticGateway) {

    public PodSpec {
        ports = List.copyOf(ports);
        nodeSelector = Map.copyOf(nodeSelector);
        nodeAffinity = List.copyOf(nodeAffinity);
    }

    /** A pod that leaves like any other. */
    public PodSpec(
            List<ContainerPort> ports,
            boolean hostNetwork,
            @Nullable String nodeName,
            Map<String, String> nodeSelector,
            List<LabelSelector> nodeAffinity,
            PodDns dns) {
        this(ports, hostNetwork, nodeName, nodeSelector, nodeAffinity, dns, null);
    }

    /** A pod that resolves names like any other. */
    public PodSpec(
            List<ContainerPort> ports,
            boolean hostNetwork,
            @Nullable String nodeName,
            Map<String, String> nodeSelector,
            List<LabelSelector> nodeAffinity) {
        this(ports, hostNetwork, nodeName, nodeSelector, nodeAffinity, PodDns.DEFAULT);
    }

    /** The node it is bound to, if the manifest says so. */
    public Optional<String> findNodeName() {
        return Optional.ofNullable(nodeName);
    }

    /** The static gateway configuration its annotation names. */
    public Optional<String> findStaticGateway() {
        return Optional.ofNullable(staticGateway);
    }

    /** The same pod with this annotation. */
    public PodSpec withStaticGateway(@Nullable String configuration) {
        return new PodSpec(ports, hostNetwork, nodeName, nodeSelector, nodeAffinity, dns, configuration);
    }

    /** The same pod bound to a node. */
    public PodSpec onNode(String node) {
        return new PodSpec(ports, hostNetwork, node, nodeSelector, nodeAffinity, dns, staticGateway);
    }
}
