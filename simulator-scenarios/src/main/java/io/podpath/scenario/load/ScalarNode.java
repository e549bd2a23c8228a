package io.podpath.scenario.load;

/**
 * A single value.
 *
 * @param type what the value is by the rules of its format
 * @param text the text as written, without quotes
 * @param location where it begins
 */
record ScalarNode(Type type, String text, Location location) implements SourceNode {

    /** What a scalar is. */
    enum Type {
        TEXT("text"),
        INTEGER("a whole number"),
        DECIMAL("a decimal number"),
        BOOLEAN("a boolean"),
        NULL("nothing"),
        /** A subtree that was not read because it does not matter to packets. */
        SKIPPED("a value");

        private final String description;

        Type(String description) {
            this.description = description;
        }

        /** True for what would be text if it stood in quotes. */
        boolean isQuotable() {
            return this == INTEGER || this == DECIMAL || this == BOOLEAN;
        }
    }

    @Override
    public String describe() {
        return type.description;
    }
}
