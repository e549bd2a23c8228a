package io.podpath.topology;

import io.podpath.element.Element;

/** Gives the elements of one run, for elements that share knowledge, such as a virtual network and its load balancer. */
@FunctionalInterface
public interface ElementSource {

    /** The element at a node, made if nobody asked for it before. */
    Element element(String node);
}
