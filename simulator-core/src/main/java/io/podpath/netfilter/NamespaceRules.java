package io.podpath.netfilter;

import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that decides about packets in a namespace: the tables of iptables, and what else is registered at the hooks.
 *
 * <p>Each family has its own: {@code iptables} sees no packet of IPv6 and {@code ip6tables} none of IPv4, and the kernel
 * tracks connections of a family only while a rule of that family needs it. {@link #of(IpFamily)} gives those of IPv6.
 *
 * <p>Immutable and shared by all runs.
 *
 * <p><i>Source:</i> Linux {@code include/linux/netfilter.h}: hooks are registered for {@code NFPROTO_IPV4} and {@code
 * NFPROTO_IPV6}.
 */
public final class NamespaceRules {

    /** No rules at all; the kernel does not even track connections. */
    public static final NamespaceRules NONE = new NamespaceRules(Ruleset.EMPTY, List.of());

    private final Ruleset iptables;
    private final List<HookRegistration> further;
    private final List<HookRegistration> registered;
    private final HookPipeline pipeline;
    private final boolean intercepts;
    private final @Nullable NamespaceRules ipv6;

    private NamespaceRules(Ruleset iptables, List<HookRegistration> further) {
        this(iptables, further, null);
    }

    private NamespaceRules(Ruleset iptables, List<HookRegistration> further, @Nullable NamespaceRules ipv6) {
        this.iptables = iptables;
        this.further = List.copyOf(further);
        List<HookRegistration> all = new ArrayList<>(IptablesHook.of(iptables));
        all.addAll(further);
        all.sort(Comparator.comparingInt(HookRegistration::priority));
        this.registered = List.copyOf(all);
        this.intercepts = further.stream().anyMatch(Interceptor.class::isInstance);
        this.pipeline = new HookPipeline(registered, tracksConnections());
        this.ipv6 = ipv6;
    }

    /** A namespace with iptables rules only. */
    public static NamespaceRules of(Ruleset iptables) {
        return of(iptables, List.of());
    }

    /** A namespace with iptables rules, and functions of other rule engines. */
    public static NamespaceRules of(Ruleset iptables, List<? extends HookRegistration> further) {
        return iptables == Ruleset.EMPTY && further.isEmpty()
                ? NONE
                : new NamespaceRules(iptables, List.copyOf(further));
    }

    /** The same for packets of IPv4, and these for packets of IPv6. */
    public NamespaceRules withIpv6(NamespaceRules ofIpv6) {
        return ofIpv6 == NONE ? this : new NamespaceRules(iptables, further, ofIpv6);
    }

    /** What packets of a family meet. */
    public NamespaceRules of(IpFamily family) {
        if (family == IpFamily.IPV4) {
            return this;
        }
        return ipv6 == null ? NONE : ipv6;
    }

    /** Whether packets of this family meet no rule at all. */
    boolean isEmpty() {
        return iptables == Ruleset.EMPTY && further.isEmpty();
    }

    /** The tables of iptables. */
    public Ruleset iptables() {
        return iptables;
    }

    /** What is registered besides them. */
    public List<HookRegistration> further() {
        return further;
    }

    /**
     * Whether the kernel tracks connections: only while a rule needs it. Without, no nat chain is ever asked.
     *
     * <p><i>Source:</i> Linux {@code nf_conntrack_proto.c}, {@code nf_ct_netns_get}, called when a rule with such a match
     * or target is made, and for IPVS services by {@code ip_vs_register_conntrack}.
     */
    private boolean tracksConnections() {
        return intercepts
                || iptables.anyRule(Rule::needsConntrack)
                || further.stream().anyMatch(one -> one instanceof HookFunction function && function.needsConntrack());
    }

    /** Whether anything at the hooks sends packets elsewhere. */
    boolean hasInterceptors() {
        return intercepts;
    }

    /** The functions that decide at a hook, in order. */
    public List<HookFunction> listFunctions(Hook hook) {
        return registered.stream()
                .filter(one -> one.hook() == hook && one instanceof HookFunction)
                .map(HookFunction.class::cast)
                .toList();
    }

    HookStage[] stages(Hook hook) {
        return pipeline.stages(hook);
    }
}
