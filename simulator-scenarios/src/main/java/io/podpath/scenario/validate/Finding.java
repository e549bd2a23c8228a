package io.podpath.scenario.validate;

import io.podpath.cluster.Subject;

/**
 * Something wrong with a declared cluster.
 *
 * @param level how bad it is
 * @param subject what it is about
 * @param message what is wrong and what would be right
 */
public record Finding(Level level, Subject subject, String message) {

    /** How bad a finding is. */
    public enum Level {
        /** AKS or Kubernetes would reject it, or a probe could not run. */
        ERROR,
        /** It would be accepted, but is hardly meant. */
        WARNING
    }
}
