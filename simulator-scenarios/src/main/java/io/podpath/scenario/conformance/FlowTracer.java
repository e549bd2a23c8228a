package io.podpath.scenario.conformance;

import io.podpath.element.Choices;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.PacketMark;
import io.podpath.netfilter.Hook;
import io.podpath.netfilter.HookFunction;
import io.podpath.netfilter.NamespaceRules;
import io.podpath.netfilter.RecentLists;
import io.podpath.netfilter.TableVerdict;
import io.podpath.netfilter.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs the first packet of a connection through a node's literal rules: all of PREROUTING or OUTPUT, then the hooks its
 * new destination leads to.
 *
 * <p>A packet from the node to itself passes OUTPUT and, looped by {@code lo}, INPUT.
 */
final class FlowTracer {

    private final NamespaceRules rules;
    private final Set<IpAddress> localAddresses;
    private final PacketMark masqueradeMark;

    FlowTracer(NamespaceRules rules, Set<IpAddress> localAddresses, PacketMark masqueradeMark) {
        this.rules = rules;
        this.localAddresses = localAddresses;
        this.masqueradeMark = masqueradeMark;
    }

    /** The packet's fate; random rules are followed all ways. */
    FlowFate trace(Packet packet) {
        Set<String> verdicts = new TreeSet<>();
        Set<String> endpoints = new TreeSet<>();
        boolean masqueraded = false;
        BranchChoices choices = new BranchChoices();
        do {
            FlowFate fate = traceOnce(packet, choices);
            verdicts.add(fate.verdict());
            endpoints.addAll(fate.endpoints());
            masqueraded |= fate.masqueraded();
        } while (choices.advance());
        return new FlowFate(String.join(" or ", verdicts), endpoints, masqueraded);
    }

    private FlowFate traceOnce(Packet packet, Choices choices) {
        boolean fromHere = isLocal(packet.source().address());
        Hook entry = fromHere ? Hook.OUTPUT : Hook.PREROUTING;
        Packet current = packet;
        boolean dnat = false;
        List<Hook> hooks = new ArrayList<>(List.of(entry));
        for (int i = 0; i < hooks.size(); i++) {
            for (HookFunction function : rules.listFunctions(hooks.get(i))) {
                boolean isNat = function.type() == HookFunction.Type.NAT;
                if (isNat && (dnat || i > 0)) {
                    continue;
                }
                TableVerdict verdict = function.run(current, context(hooks.get(i), choices, dnat), null);
                current = verdict.packet();
                if (verdict.target() instanceof Target.Dnat target) {
                    current = current.withTuple(current.tuple().withDestination(target.destination()));
                    dnat = true;
                } else if (verdict.target() instanceof Target.Drop) {
                    return new FlowFate("DROP", Set.of(), false);
                } else if (verdict.target() instanceof Target.Reject) {
                    return new FlowFate("REJECT", Set.of(), false);
                } else if (!isNat && !dnat && verdict.decidedBy() != null) {
                    return new FlowFate("ACCEPT", Set.of(), false);
                }
            }
            if (i == 0) {
                hooks.addAll(hooksBehind(fromHere, isLocal(current.destination().address())));
            }
        }
        return dnat ? translated(current) : new FlowFate("NONE", Set.of(), false);
    }

    private FlowFate translated(Packet packet) {
        return new FlowFate(
                "DNAT", Set.of(packet.destination().toString()), packet.mark().matches(masqueradeMark, masqueradeMark));
    }

    private static List<Hook> hooksBehind(boolean fromHere, boolean toHere) {
        if (toHere) {
            return List.of(Hook.INPUT);
        }
        return fromHere ? List.of() : List.of(Hook.FORWARD);
    }

    private FirstPacket context(Hook hook, Choices choices, boolean translated) {
        return new FirstPacket(hook, localAddresses, choices, translated, new RecentLists());
    }

    private boolean isLocal(IpAddress address) {
        return address.isLoopback() || localAddresses.contains(address);
    }
}
