package io.podpath.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws a topology as text for Graphviz or Mermaid. */
public final class TopologyDrawing {

    private final Topology topology;

    /** A drawing of this network. */
    public TopologyDrawing(Topology topology) {
        this.topology = topology;
    }

    /** For Graphviz. */
    public String dot() {
        StringBuilder text = new StringBuilder("graph podpath {\n  rankdir=LR;\n  node [shape=box];\n");
        for (TopologyNode node : topology.listNodes()) {
            text.append("  \"")
                    .append(node.id())
                    .append("\" [tooltip=\"")
                    .append(node.kind())
                    .append("\"];\n");
        }
        for (Link link : topology.listLinks()) {
            text.append("  \"")
                    .append(link.a().node())
                    .append("\" -- \"")
                    .append(link.b().node());
            text.append("\" [taillabel=\"").append(link.a().interfaceName());
            text.append("\", headlabel=\"").append(link.b().interfaceName()).append("\"];\n");
        }
        return text.append("}\n").toString();
    }

    /** For Mermaid, as Markdown viewers draw it. */
    public String mermaid() {
        StringBuilder text = new StringBuilder("flowchart LR\n");
        List<String> ids = new ArrayList<>();
        Map<String, String> shortIds = new HashMap<>();
        for (TopologyNode node : topology.listNodes()) {
            String shortId = "n" + ids.size();
            ids.add(shortId);
            shortIds.put(node.id(), shortId);
            text.append("  ").append(shortId).append("[\"").append(node.id()).append("\"]\n");
        }
        for (Link link : topology.listLinks()) {
            text.append("  ").append(shortIds.get(link.a().node())).append(" ---|\"");
            text.append(link.a().interfaceName()).append(" - ").append(link.b().interfaceName());
            text.append("\"| ").append(shortIds.get(link.b().node())).append('\n');
        }
        return text.toString();
    }
}
