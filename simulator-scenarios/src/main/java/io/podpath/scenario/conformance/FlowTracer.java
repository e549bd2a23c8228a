package io.podpath.scenario.conformance;

import io.podpath.element.Choices;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.PacketMark;
import io.podpath.netfilter.Hook;
import io.podpath.netfilter.RecentLists;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Table;
import io.podpath.netfilter.TableTraversal;
import io.podpath.netfilter.TableVerdict;
import io.podpath.netfilter.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs the first packet of a connection through a node's literal rules: nat PREROUTING or OUTPUT, then the filter hooks
 * its new destination leads to.
 *
 * <p>A packet from the node to itself passes OUTPUT and, looped by {@code lo}, INPUT.
 */
final class FlowTracer {

    private final Ruleset rules;
    private final Set<IpAddress> localAddresses;
    private final PacketMark masqueradeMark;

    FlowTracer(Ruleset rules, Set<IpAddress> localAddresses, PacketMark masqueradeMark) {
        this.rules = rules;
        this.localAddresses = localAddresses;
        this.masqueradeMark = masqueradeMark;
    }

    /** The packet's fate; random rules are followed both ways. */
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
        TableVerdict nat = TableTraversal.run(rules, Table.NAT, packet, context(entry, choices, false));
        Packet translated = nat.packet();
        boolean dnat = nat.target() instanceof Target.Dnat;
        if (nat.target() instanceof Target.Dnat target) {
            translated = translated.withTuple(translated.tuple().withDestination(target.destination()));
        }
        for (Hook hook : filterHooks(fromHere, isLocal(translated.destination().address()))) {
            TableVerdict filter = TableTraversal.run(rules, Table.FILTER, translated, context(hook, choices, dnat));
            if (filter.target() instanceof Target.Drop) {
                return new FlowFate("DROP", Set.of(), false);
            }
            if (filter.target() instanceof Target.Reject) {
                return new FlowFate("REJECT", Set.of(), false);
            }
            if (!dnat && filter.decidedBy() != null) {
                return new FlowFate("ACCEPT", Set.of(), false);
            }
        }
        return dnat
                ? new FlowFate(
                        "DNAT",
                        Set.of(translated.destination().toString()),
                        translated.mark().matches(masqueradeMark, masqueradeMark))
                : new FlowFate("NONE", Set.of(), false);
    }

    private static List<Hook> filterHooks(boolean fromHere, boolean toHere) {
        List<Hook> hooks = new ArrayList<>();
        if (fromHere) {
            hooks.add(Hook.OUTPUT);
        }
        if (toHere) {
            hooks.add(Hook.INPUT);
        }
        if (hooks.isEmpty()) {
            hooks.add(Hook.FORWARD);
        }
        return hooks;
    }

    private FirstPacket context(Hook hook, Choices choices, boolean translated) {
        return new FirstPacket(hook, localAddresses, choices, translated, new RecentLists());
    }

    private boolean isLocal(IpAddress address) {
        return address.isLoopback() || localAddresses.contains(address);
    }
}
