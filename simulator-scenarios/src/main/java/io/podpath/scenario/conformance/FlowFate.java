package io.podpath.scenario.conformance;

import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of the first packet of a connection, over all random choices.
 *
 * @param verdict DNAT, REJECT, DROP, ACCEPT or NONE
 * @param endpoints where it may be sent, sorted by text
 * @param masqueraded whether it is marked for masquerading on some path
 */
record FlowFate(String verdict, Set<String> endpoints, boolean masqueraded) {

    FlowFate {
        endpoints = new TreeSet<>(endpoints);
    }

    @Override
    public String toString() {
        return verdict + (endpoints.isEmpty() ? "" : " to " + endpoints) + (masqueraded ? ", masqueraded" : "");
    }
}
