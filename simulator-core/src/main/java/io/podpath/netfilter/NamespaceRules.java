package io.podpath.netfilter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All that decides about packets in a namespace: the tables of iptables, and what else is registered at the hooks.
 *
 * <p>Immutable and shared by all runs.
 */
public final class NamespaceRules {

    /** No rules at all; the kernel does not even track connections. */
    public static final NamespaceRules NONE = new NamespaceRules(Ruleset.EMPTY, List.of());

    private final Ruleset iptables;
    private final List<HookFunction> further;
    private final List<HookFunction> functions;
    private final HookPipeline pipeline;

    private NamespaceRules(Ruleset iptables, List<HookFunction> further) {
        this.iptables = iptables;
        this.further = List.copyOf(further);
        List<HookFunction> all = new ArrayList<>(IptablesHook.of(iptables));
        all.addAll(further);
        all.sort(Comparator.comparingInt(HookFunction::priority));
        this.functions = List.copyOf(all);
        this.pipeline = new HookPipeline(functions, tracksConnections());
    }

    /** A namespace with iptables rules only. */
    public static NamespaceRules of(Ruleset iptables) {
        return of(iptables, List.of());
    }

    /** A namespace with iptables rules, and functions of other rule engines. */
    public static NamespaceRules of(Ruleset iptables, List<? extends HookFunction> further) {
        return iptables == Ruleset.EMPTY && further.isEmpty()
                ? NONE
                : new NamespaceRules(iptables, List.copyOf(further));
    }

    /** The tables of iptables. */
    public Ruleset iptables() {
        return iptables;
    }

    /** What is registered besides them. */
    public List<HookFunction> further() {
        return further;
    }

    /**
     * Whether the kernel tracks connections: only while a rule needs it. Without, no nat chain is ever asked.
     *
     * <p><i>Source:</i> Linux {@code nf_conntrack_proto.c}, {@code nf_ct_netns_get}, called when a rule with such a match
     * or target is made.
     */
    private boolean tracksConnections() {
        return iptables.anyRule(Rule::needsConntrack) || further.stream().anyMatch(HookFunction::needsConntrack);
    }

    /** What runs at a hook, in order. */
    public List<HookFunction> listFunctions(Hook hook) {
        return functions.stream().filter(function -> function.hook() == hook).toList();
    }

    HookStage[] stages(Hook hook) {
        return pipeline.stages(hook);
    }
}
