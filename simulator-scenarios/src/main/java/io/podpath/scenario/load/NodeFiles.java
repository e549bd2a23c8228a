package io.podpath.scenario.load;

import org.jspecify.annotations.Nullable;

/**
 * The files that describe a real node, as the person named them; {@code -} is standard input.
 *
 * @param rules the output of {@code iptables-save}
 * @param routes the output of {@code ip route}
 * @param addresses the output of {@code ip addr}
 * @param sets the output of {@code ipset save}
 * @param sysctls the output of {@code sysctl -a}
 * @param policy the output of {@code ip rule}
 */
public record NodeFiles(
        String rules,
        String routes,
        @Nullable String addresses,
        @Nullable String sets,
        @Nullable String sysctls,
        @Nullable String policy) {}
