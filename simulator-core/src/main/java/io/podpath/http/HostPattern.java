package io.podpath.http;

import java.util.Locale;

/**
 * A host name of a rule: one name, {@code *.} and a rest, or every host.
 *
 * <p>For an Ingress {@code *.} stands for exactly one label, in the Gateway API for one or more.
 *
 * <p><i>Source:</i> Kubernetes docs, Ingress, Hostname wildcards; Gateway API v1, HTTPRouteSpec.hostnames.
 *
 * @param text the name in lower case, or empty for every host
 * @param wildcard what {@code *.} stands for
 */
record HostPattern(String text, Wildcard wildcard) {

    private static final String STAR = "*.";

    /** What {@code *.} stands for. */
    enum Wildcard {
        ONE_LABEL,
        ANY_LABELS
    }

    HostPattern {
        text = text.toLowerCase(Locale.ROOT);
    }

    static HostPattern ofIngress(String host) {
        return new HostPattern(host, Wildcard.ONE_LABEL);
    }

    static HostPattern ofGateway(String host) {
        return new HostPattern(host, Wildcard.ANY_LABELS);
    }

    boolean isAny() {
        return text.isEmpty();
    }

    boolean isWildcard() {
        return text.startsWith(STAR);
    }

    boolean matches(String host) {
        if (!isWildcard()) {
            return isAny() || host.equals(text);
        }
        String suffix = text.substring(1);
        if (!host.endsWith(suffix) || host.length() == suffix.length()) {
            return false;
        }
        String label = host.substring(0, host.length() - suffix.length());
        return wildcard == Wildcard.ANY_LABELS || label.indexOf('.') < 0;
    }

    /** Whether there are hosts that both names stand for. */
    boolean intersects(HostPattern other) {
        if (isAny() || other.isAny() || text.equals(other.text)) {
            return true;
        }
        if (isWildcard() && other.isWildcard()) {
            return text.endsWith(other.text.substring(1)) || other.text.endsWith(text.substring(1));
        }
        return isWildcard() ? matches(other.text) : other.isWildcard() && other.matches(text);
    }

    /** How exact it is: names before wildcards, long before short, every host last. */
    int rank() {
        int names = 1_000;
        return isAny() ? 0 : isWildcard() ? text.length() : names + text.length();
    }

    /** In words. */
    String describe() {
        return isAny() ? "any host" : text;
    }
}
