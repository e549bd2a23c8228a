package io.podpath.netfilter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What runs at each hook, in order of priority; compiled once per rule set.
 *
 * <pre>
 *              -400 fragments  -300 raw  -200 conntrack  -150 mangle  -100 nat  0 filter  100 nat  last
 * PREROUTING       x             x           x              x           x
 * INPUT                                                     x                      x        x     confirm
 * FORWARD                                                   x                      x
 * OUTPUT                         x           x              x           x          x
 * POSTROUTING                                               x                               x     confirm
 * </pre>
 *
 * <p>Where priorities are equal, tables of iptables come before other functions, and those in the order given. In the
 * kernel what is registered last runs first, so that there both orders occur. What runs before -400 in the kernel sees
 * each fragment, and here the packet once.
 *
 * <p><i>Source:</i> Linux {@code include/uapi/linux/netfilter_ipv4.h}, {@code nf_conntrack_proto.c} ({@code
 * ipv4_conntrack_ops}), {@code nf_nat_proto.c} ({@code nf_nat_ipv4_ops}), {@code
 * nf_defrag_ipv4.c}.
 */
final class HookPipeline {

    private static final int DEFRAGMENTATION = -400;
    private static final int CONNTRACK = -200;
    private static final int NAT_DESTINATION = -100;
    private static final int NAT_SOURCE = 100;
    private static final int CONFIRM = Integer.MAX_VALUE;

    private static final HookStage[] NOTHING = {};

    private final Map<Hook, HookStage[]> stages = new EnumMap<>(Hook.class);

    private record Placed(int priority, HookStage stage) {}

    /** The stages of these functions, which come sorted by priority. */
    HookPipeline(List<HookRegistration> functions, boolean tracksConnections) {
        for (Hook hook : Hook.values()) {
            List<HookRegistration> here = functions.stream()
                    .filter(function -> function.hook() == hook)
                    .toList();
            stages.put(hook, compile(hook, here, tracksConnections));
        }
    }

    HookStage[] stages(Hook hook) {
        return stages.getOrDefault(hook, NOTHING);
    }

    private static HookStage[] compile(Hook hook, List<HookRegistration> registered, boolean tracksConnections) {
        List<Placed> placed = new ArrayList<>();
        List<HookFunction> nat = new ArrayList<>();
        if (tracksConnections) {
            if (hook == Hook.PREROUTING) {
                placed.add(new Placed(DEFRAGMENTATION, Traversal::assemble));
            }
            place(placed, hook, nat);
        }
        for (HookRegistration one : registered) {
            if (one instanceof Interceptor interceptor) {
                placed.add(new Placed(one.priority(), traversal -> traversal.intercept(interceptor)));
            } else if (one instanceof HookFunction function && function.type() == HookFunction.Type.NAT) {
                nat.add(function);
            } else if (one instanceof HookFunction function) {
                placed.add(new Placed(one.priority(), traversal -> traversal.filter(function)));
            }
        }
        placed.sort(Comparator.comparingInt(Placed::priority));
        return placed.stream().map(Placed::stage).toArray(HookStage[]::new);
    }

    /** Where connection tracking and nat have their places. */
    private static void place(List<Placed> placed, Hook hook, List<HookFunction> nat) {
        switch (hook) {
            case PREROUTING, OUTPUT -> {
                placed.add(new Placed(CONNTRACK, Traversal::track));
                placed.add(new Placed(NAT_DESTINATION, traversal -> traversal.nat(nat, Manipulation.DESTINATION)));
            }
            case INPUT, POSTROUTING -> {
                placed.add(new Placed(NAT_SOURCE, traversal -> traversal.nat(nat, Manipulation.SOURCE)));
                placed.add(new Placed(CONFIRM, Traversal::confirm));
            }
            case FORWARD -> {}
        }
    }
}
