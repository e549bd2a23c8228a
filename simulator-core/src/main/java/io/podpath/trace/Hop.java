package io.podpath.trace;

import java.util.List;

/**
 * The steps of a packet inside one element.
 *
 * @param element the element's name, for example {@code node/node-0}
 * @param kind what the element is, for example {@code node}
 * @param inInterface where the packet came in, or {@code local}
 * @param arrivalNanos virtual time of arrival
 * @param steps the decisions, in order
 */
public record Hop(String element, String kind, String inInterface, long arrivalNanos, List<Step> steps) {

    public Hop {
        steps = List.copyOf(steps);
    }
}
