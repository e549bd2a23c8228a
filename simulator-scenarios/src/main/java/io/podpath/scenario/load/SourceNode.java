package io.podpath.scenario.load;

/**
 * A value of an input file with the place it was written: the common form of YAML and JSON.
 *
 * <p>Binding works on these instead of on maps, so that every problem can point at its line and column.
 */
sealed interface SourceNode permits ScalarNode, SequenceNode, MappingNode {

    /** Where the value begins. */
    Location location();

    /** How messages name the kind of value. */
    String describe();

    /** True for an explicit null, which counts as absent everywhere but in overlays. */
    default boolean isNull() {
        return this instanceof ScalarNode scalar && scalar.type() == ScalarNode.Type.NULL;
    }
}
