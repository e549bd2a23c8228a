package io.podpath.scenario.load;

import java.util.List;

/**
 * A list of values.
 *
 * @param items the values in the order of the file
 * @param location where the list begins
 */
record SequenceNode(List<SourceNode> items, Location location) implements SourceNode {

    SequenceNode {
        items = List.copyOf(items);
    }

    @Override
    public String describe() {
        return "a list";
    }
}
