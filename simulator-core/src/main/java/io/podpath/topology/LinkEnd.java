package io.podpath.topology;

/**
 * One end of a link.
 *
 * @param node the id of the node
 * @param interfaceName the interface of that node's element
 */
public record LinkEnd(String node, String interfaceName) {

    @Override
    public String toString() {
        return node + " " + interfaceName;
    }
}
