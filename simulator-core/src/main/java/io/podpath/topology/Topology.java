package io.podpath.topology;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.graph.Multigraph;

/** The network as a graph of elements and links. Immutable once built; the order of building is kept. */
public final class Topology {

    private final Map<String, TopologyNode> nodes;
    private final Map<LinkEnd, Link> linkByEnd;
    private final Graph<String, Link> graph;

    private Topology(Builder builder) {
        this.nodes = builder.nodes;
        this.linkByEnd = builder.linkByEnd;
        this.graph = builder.graph;
    }

    /** The node with this id. */
    public Optional<TopologyNode> findNode(String id) {
        return Optional.ofNullable(nodes.get(id));
    }

    /** All nodes in order of building. */
    public Collection<TopologyNode> listNodes() {
        return nodes.values();
    }

    /** All links in order of building. */
    public Set<Link> listLinks() {
        return graph.edgeSet();
    }

    /** The links of a node. */
    public Set<Link> listLinks(String node) {
        return graph.edgesOf(node);
    }

    /** The link behind an interface. */
    public Optional<Link> findLink(LinkEnd end) {
        return Optional.ofNullable(linkByEnd.get(end));
    }

    /** Collects nodes and links. */
    public static final class Builder {

        private final Map<String, TopologyNode> nodes = new LinkedHashMap<>();
        private final Map<LinkEnd, Link> linkByEnd = new HashMap<>();
        private final Graph<String, Link> graph = new Multigraph<>(Link.class);

        /**
         * Adds a node.
         *
         * @throws IllegalArgumentException if the id is taken
         */
        public Builder add(TopologyNode node) {
            if (nodes.putIfAbsent(node.id(), node) != null) {
                throw new IllegalArgumentException("two elements are called " + node.id());
            }
            graph.addVertex(node.id());
            return this;
        }

        /**
         * Links two interfaces.
         *
         * @throws IllegalArgumentException if an end is linked already or its node does not exist
         */
        public Builder link(LinkEnd a, LinkEnd b, long latencyNanos) {
            Link link = new Link(a, b, latencyNanos);
            if (linkByEnd.putIfAbsent(a, link) != null || linkByEnd.putIfAbsent(b, link) != null) {
                throw new IllegalArgumentException(a + " or " + b + " is linked already");
            }
            graph.addEdge(a.node(), b.node(), link);
            return this;
        }

        /** The finished network. */
        public Topology build() {
            return new Topology(this);
        }
    }
}
