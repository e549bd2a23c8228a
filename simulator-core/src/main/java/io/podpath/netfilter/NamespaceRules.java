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
        this.pipeline = new HookPipeline(functions);
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

    /** What runs at a hook, in order. */
    public List<HookFunction> listFunctions(Hook hook) {
        return functions.stream().filter(function -> function.hook() == hook).toList();
    }

    HookStage[] stages(Hook hook) {
        return pipeline.stages(hook);
    }
}
