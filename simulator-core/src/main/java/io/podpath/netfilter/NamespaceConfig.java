package io.podpath.netfilter;

import java.util.List;
import java.util.function.Supplier;

/**
 * Everything that makes a network namespace what it is. Immutable, so that many runs can share it.
 *
 * @param name the element's name, for example {@code node/node-0}
 * @param ip interfaces, routes, bridge
 * @param sysctls kernel settings
 * @param rules what decides about packets, made when first needed
 * @param ruleMeaning what the rules mean
 * @param sockets the processes that listen
 */
public record NamespaceConfig(
        String name,
        IpConfiguration ip,
        Sysctls sysctls,
        Supplier<NamespaceRules> rules,
        RuleMeaning ruleMeaning,
        List<ListeningSocket> sockets) {

    public NamespaceConfig {
        sockets = List.copyOf(sockets);
    }

    /** A namespace without rules, such as a pod's or a plain machine's. */
    public static NamespaceConfig withoutRules(
            String name, IpConfiguration ip, Sysctls sysctls, List<ListeningSocket> sockets) {
        return new NamespaceConfig(name, ip, sysctls, () -> NamespaceRules.NONE, RuleMeaning.LITERAL, sockets);
    }
}
