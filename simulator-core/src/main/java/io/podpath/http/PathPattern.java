package io.podpath.http;

import java.util.Locale;

/**
 * A path of a rule.
 *
 * <p><i>Source:</i> Kubernetes docs, Ingress, Path types; Gateway API v1, PathMatchType; NGINX docs, location; Azure docs,
 * URL path based routing overview.
 *
 * @param path the path
 * @param comparison how it is compared
 */
record PathPattern(String path, Comparison comparison) {

    /** How a path is compared. */
    enum Comparison {
        /** Equal. */
        EXACT,
        /** Equal element by element: {@code /foo} fits {@code /foo/bar}, not {@code /foobar}. */
        ELEMENTS,
        /** The beginning, letter by letter: {@code /foo} fits {@code /foobar}. */
        LETTERS,
        /** As EXACT, whatever the case. */
        EXACT_ANY_CASE,
        /** As LETTERS, whatever the case. */
        LETTERS_ANY_CASE
    }

    boolean matches(String requested) {
        return switch (comparison) {
            case EXACT -> requested.equals(path);
            case ELEMENTS -> matchesElements(requested);
            case LETTERS -> requested.startsWith(path);
            case EXACT_ANY_CASE -> requested.equalsIgnoreCase(path);
            case LETTERS_ANY_CASE -> requested.toLowerCase(Locale.ROOT).startsWith(path.toLowerCase(Locale.ROOT));
        };
    }

    /** A slash at the end of the rule's path does not count. */
    private boolean matchesElements(String requested) {
        String elements = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return requested.equals(elements) || requested.startsWith(elements + "/");
    }

    boolean isExact() {
        return comparison == Comparison.EXACT || comparison == Comparison.EXACT_ANY_CASE;
    }

    /** Why it does not fit, for example {@code path /foo is not /bar}. */
    String mismatch(String requested) {
        return switch (comparison) {
            case EXACT, EXACT_ANY_CASE -> "path " + requested + " is not exactly " + path;
            case ELEMENTS -> "path " + requested + " is not " + path + " or below it";
            case LETTERS, LETTERS_ANY_CASE -> "path " + requested + " does not begin with " + path;
        };
    }
}
