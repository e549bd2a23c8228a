package io.podpath.topology;

import io.podpath.element.Element;
import java.util.function.Function;

/**
 * A place in the network: its name, and how to make the element that stands there.
 *
 * <p>The element is made anew for each run, when the first packet reaches it, so that a cluster of thousands of nodes
 * costs only what its packets touch.
 *
 * @param id unique, for example {@code pod/shop/web} or {@code nic/node-0}
 * @param kind what it is: {@code pod}, {@code node}, {@code nic}, {@code vnet}, ...
 * @param factory makes the element in its initial state; it may ask for other elements of the same run
 */
public record TopologyNode(String id, String kind, Function<ElementSource, Element> factory) {}
