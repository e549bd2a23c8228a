package io.podpath.scenario.load;

/**
 * Something wrong, or worth saying, about the input.
 *
 * @param severity how bad it is
 * @param location where
 * @param message what, what was expected, and a suggestion if there is one
 */
public record Problem(Severity severity, Location location, String message) {

    /** How bad a problem is. */
    public enum Severity {
        /** Nothing runs. */
        ERROR,
        /** It runs, but something looks wrong. */
        WARNING,
        /** Worth knowing. */
        INFO
    }
}
