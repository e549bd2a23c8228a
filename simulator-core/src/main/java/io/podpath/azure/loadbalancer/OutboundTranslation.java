package io.podpath.azure.loadbalancer;

import io.podpath.azure.AddressRewrite;
import io.podpath.azure.Steps;
import io.podpath.azure.snat.SnatPortAllocation;
import io.podpath.azure.snat.SnatTable;
import io.podpath.element.ElementContext;
import io.podpath.element.PrefixTable;
import io.podpath.element.Verdict;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import io.podpath.trace.AzureLoadBalancerReason;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outbound half of a load balancer: source translation with a fixed slice of ports for each backend. */
final class OutboundTranslation {

    private static final String ERROR_GAP =
            "whether Azure carries a node's ICMP error to the internet is not published (GAP-ICMP-THROUGH-LOAD-BALANCER)";

    private final PrefixTable<Owner> ownerByAddress;
    private final Map<IpAddress, BitSet> reservedPorts;
    private final SnatTable table;

    /** A backend with the rule that serves it, and its slice if the ports reached that far. */
    private record Owner(OutboundRule rule, Backend backend, SnatPortAllocation.@Nullable Slice slice) {}

    OutboundTranslation(LoadBalancerConfig config) {
        this(owners(config), reservedPorts(config));
    }

    private OutboundTranslation(PrefixTable<Owner> ownerByAddress, Map<IpAddress, BitSet> reservedPorts) {
        this.ownerByAddress = ownerByAddress;
        this.reservedPorts = reservedPorts;
        this.table = new SnatTable(reservedPorts);
    }

    /**
     * Pods with an address of their own draw on the ports of their node (GAP-LB-SNAT-POD-SUBNET). A backend that two
     * rules of a family serve takes the ports of the first.
     */
    private static PrefixTable<Owner> owners(LoadBalancerConfig config) {
        PrefixTable<Owner> owners = new PrefixTable<>();
        Map<IpFamily, Set<Backend>> served = new EnumMap<>(IpFamily.class);
        for (OutboundRule rule : config.outboundRules()) {
            List<Backend> backends = config.pool(rule.pool());
            for (int i = 0; i < backends.size(); i++) {
                Backend backend = backends.get(i);
                if (served.computeIfAbsent(rule.family(), family -> new HashSet<>())
                        .add(backend)) {
                    Owner owner = new Owner(rule, backend, rule.ports().find(i).orElse(null));
                    backend.findAddress(rule.family()).ifPresent(address -> owners.put(Cidr.host(address), owner));
                    backend.podAddresses().stream()
                            .filter(range -> range.family() == rule.family())
                            .forEach(range -> owners.put(range, owner));
                }
            }
        }
        return owners;
    }

    /** Each port of an inbound rule takes the aligned group of eight it falls in away from its address. */
    private static Map<IpAddress, BitSet> reservedPorts(LoadBalancerConfig config) {
        Map<IpAddress, BitSet> reserved = new HashMap<>();
        for (LoadBalancingRule inbound : config.rules()) {
            if (inbound.takesAllPorts()) {
                continue;
            }
            int port = inbound.frontend().port();
            int first = port - port % SnatPortAllocation.GRANULE;
            reserved.computeIfAbsent(inbound.frontend().address(), address -> new BitSet())
                    .set(first, first + SnatPortAllocation.GRANULE);
        }
        return reserved;
    }

    OutboundTranslation withoutFlows() {
        return new OutboundTranslation(ownerByAddress, reservedPorts);
    }

    boolean covers(IpAddress source) {
        return ownerByAddress.find(source).isPresent();
    }

    Verdict translate(Packet packet, ElementContext context) {
        Owner owner = ownerByAddress.find(packet.source().address()).orElse(null);
        if (owner == null) {
            return new Verdict.Drop(
                    packet,
                    Disposition.NO_ROUTE,
                    AzureNetworkReason.NO_PUBLIC_EGRESS,
                    "no outbound rule covers " + packet.source().address());
        }
        OutboundRule outboundRule = owner.rule();
        if (packet.findIcmpError().isPresent()) {
            return translateError(packet, outboundRule, context);
        }
        if (packet.protocol() != Protocol.TCP && packet.protocol() != Protocol.UDP) {
            return refuseProtocol(packet, outboundRule, context);
        }
        if (packet.fragmentation().isCut()) {
            String detail = "outbound rule " + outboundRule.name() + " drops fragments";
            Steps.record(context, () -> Step.of(StepKind.LB_SNAT, detail, packet));
            return new Verdict.Drop(packet, Disposition.DENIED, AzureLoadBalancerReason.LB_OUTBOUND_FRAGMENTS, detail);
        }
        SnatPortAllocation.Slice slice = owner.slice();
        Optional<TransportAddress> source = slice == null ? Optional.empty() : table.translate(packet.tuple(), slice);
        String share = "outbound rule " + outboundRule.name() + ": "
                + (slice == null ? "no ports are left for " : slice + " belong to ")
                + owner.backend().nic();
        if (source.isEmpty()) {
            String detail = share + ", none is free towards " + packet.destination();
            Steps.record(context, () -> Step.of(StepKind.LB_SNAT, detail, packet));
            return new Verdict.Drop(
                    packet, Disposition.SNAT_EXHAUSTED, AzureLoadBalancerReason.SNAT_PORTS_EXHAUSTED, detail);
        }
        return leave(packet, source.get(), share, outboundRule, context);
    }

    private Verdict translateError(Packet packet, OutboundRule outboundRule, ElementContext context) {
        Optional<TransportAddress> source = table.findTranslated(AddressRewrite.flowTuple(packet));
        return source.isPresent()
                ? leave(packet, source.get(), "an ICMP error about a translated flow", outboundRule, context)
                : refuseProtocol(packet, outboundRule, context);
    }

    private static Verdict leave(
            Packet packet, TransportAddress source, String why, OutboundRule rule, ElementContext context) {
        Packet changed = AddressRewrite.withSource(packet, source);
        Steps.record(
                context,
                () -> Step.of(StepKind.LB_SNAT, why, packet)
                        .changedTo(changed)
                        .by(new RuleReference(
                                "outbound rule " + rule.name(), rule.ports().portsPerBackend() + " ports each"))
                        .withFact(rule.idleTimeout().toString()));
        return new Verdict.Forward(changed, LoadBalancer.INTERNET);
    }

    private static Verdict refuseProtocol(Packet packet, OutboundRule rule, ElementContext context) {
        String detail = "outbound rule " + rule.name() + " translates TCP and UDP, not " + packet.protocol();
        Steps.record(context, () -> {
            Step step = Step.of(StepKind.LB_SNAT, detail, packet);
            return packet.findIcmpError().isEmpty() ? step : step.withFact(ERROR_GAP);
        });
        return new Verdict.Drop(packet, Disposition.DENIED, AzureLoadBalancerReason.LB_OUTBOUND_PROTOCOL, detail);
    }

    /** A packet that comes back, under the address of its backend; nothing if it belongs to no translation. */
    Optional<Packet> findReturning(Packet packet, ElementContext context) {
        Optional<TransportAddress> inside = table.findOriginal(AddressRewrite.flowTuple(packet));
        if (inside.isEmpty()) {
            return Optional.empty();
        }
        Packet changed = AddressRewrite.withDestination(packet, inside.get());
        Steps.record(
                context,
                () -> Step.of(StepKind.UN_NAT, "the reply goes back to " + inside.get(), packet)
                        .changedTo(changed));
        return Optional.of(changed);
    }
}
