package io.podpath.scenario.load;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version in {@code kubernetesVersion}, as far as features depend on it.
 *
 * @param major 1
 * @param minor what grows
 */
record KubernetesVersion(int major, int minor) {

    private static final Pattern TEXT = Pattern.compile("^v?(\\d{1,4})\\.(\\d{1,4})(?:\\..*)?$");

    /** The version of a cluster, if its flags say it. */
    static Optional<KubernetesVersion> of(Fields cluster) {
        Matcher matcher = TEXT.matcher(cluster.word("kubernetesVersion").orElse(""));
        return matcher.matches()
                ? Optional.of(
                        new KubernetesVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** Whether it is 1.{@code wanted} or later. */
    boolean isAtLeast(int wanted) {
        return major > 1 || (major == 1 && minor >= wanted);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
