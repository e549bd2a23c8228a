package io.podpath;

import io.podpath.cluster.ClusterObjects;
import io.podpath.model.IpAddress;
import io.podpath.trace.Flow;
import java.util.List;
import java.util.Optional;

/** The single door: build a network from what a person declared, send probes through it, observe the flows. */
@SuppressWarnings("DoNotCallSuggester")
public final class Simulator {

    private Simulator() {}

    /** Builds the network. Rules and namespaces of nodes and pods are made when a packet first needs them. */
    public static Simulator build(SimulationInput input) {
        throw new IllegalStateException("under construction: " + input);
    }

    /** The objects with everything the control plane allocated: nodes, pods, addresses, node ports, EndpointSlices. */
    public ClusterObjects objects() {
        throw new IllegalStateException("under construction");
    }

    /** Opens one connection in a fresh network; random choices come from the seed. */
    public Flow send(Probe probe) {
        throw new IllegalStateException("under construction: " + probe);
    }

    /** Every way the probe can go, with exact probabilities, the likeliest first. */
    public List<WeightedFlow> sendAll(Probe probe) {
        throw new IllegalStateException("under construction: " + probe);
    }

    /** The rules of a node as {@code iptables-save} prints them. */
    public String renderIptablesSave(String node) {
        throw new IllegalStateException("under construction: " + node);
    }

    /** The routes of a node as {@code ip route} prints them. */
    public String renderRoutes(String node) {
        throw new IllegalStateException("under construction: " + node);
    }

    /** Who has this address, for example {@code pod/shop/web} or {@code node/node-0 cbr0}. */
    public Optional<String> ownerOf(IpAddress address) {
        throw new IllegalStateException("under construction: " + address);
    }

    /** The network as a graph in the DOT language. */
    public String renderDot() {
        throw new IllegalStateException("under construction");
    }

    /** The network as a Mermaid flowchart. */
    public String renderMermaid() {
        throw new IllegalStateException("under construction");
    }
}
