package io.podpath.ipvs;

import io.podpath.netfilter.Hook;
import io.podpath.netfilter.Interceptor;
import java.util.List;

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
