package io.podpath.ipvs;

import io.podpath.netfilter.Hook;
import io.podpath.netfilter.Interceptor;
import io.podpath.netfilter.NamespaceRules;
import java.util.List;
import java.util.Optional;

/**
 * IPVS as the kernel registers it in a namespace.
 *
 * <pre>
 * INPUT    98 answers, 99 requests    after filter INPUT, before nat
 * OUTPUT  -99 answers, -98 requests   after nat, before filter OUTPUT
 * FORWARD 100 answers                 after filter FORWARD
 * </pre>
 *
 * <p>So filter INPUT sees the virtual address, and filter OUTPUT and POSTROUTING see the real server. <i>Does not model:</i>
 * ICMP errors for virtual servers by firewall mark (FORWARD 99).
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/ipvs/ip_vs_core.c}, {@code ip_vs_ops4}.
 */
public final class Ipvs {

    private static final int NAT_DESTINATION = -100;
    private static final int NAT_SOURCE = 100;

    private Ipvs() {}

    /** The virtual servers of a namespace, if IPVS is registered there. */
    public static Optional<IpvsConfig> findConfig(NamespaceRules rules) {
        return rules.further().stream()
                .filter(IpvsHook.class::isInstance)
                .map(hook -> ((IpvsHook) hook).config())
                .findFirst();
    }

    /** What to register for these virtual servers. */
    public static List<Interceptor> hooks(IpvsConfig config) {
        return List.of(
                new IpvsHook(config, Hook.INPUT, NAT_SOURCE - 2, IpvsHook.Direction.ANSWER),
                new IpvsHook(config, Hook.INPUT, NAT_SOURCE - 1, IpvsHook.Direction.REQUEST),
                new IpvsHook(config, Hook.OUTPUT, NAT_DESTINATION + 1, IpvsHook.Direction.ANSWER),
                new IpvsHook(config, Hook.OUTPUT, NAT_DESTINATION + 2, IpvsHook.Direction.REQUEST),
                new IpvsHook(config, Hook.FORWARD, NAT_SOURCE, IpvsHook.Direction.ANSWER));
    }
}
