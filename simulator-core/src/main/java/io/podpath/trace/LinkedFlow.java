package io.podpath.trace;

import java.util.Locale;

/**
 * A conversation that another one needs: the queries before a connection, or a proxy's own connection behind it.
 *
 * @param relation how the two belong together
 * @param title what it is for, for example the question of a query
 * @param result what came of it in words, for example the answer
 * @param flow the conversation
 */
public record LinkedFlow(Relation relation, String title, String result, Flow flow) {

    /** How two conversations belong together. */
    public enum Relation {
        /** A question to a name server, before the connection. */
        NAME_LOOKUP,
        /** What a name server asks another one before it answers. */
        FORWARDED_LOOKUP,
        /** A proxy's connection to its backend. */
        PROXIED;

        /** Lower case, as reports spell it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
