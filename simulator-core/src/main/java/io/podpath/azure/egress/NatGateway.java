package io.podpath.azure.egress;

import io.podpath.azure.AddressRewrite;
import io.podpath.azure.Steps;
import io.podpath.azure.resource.NatGatewaySpec;
import io.podpath.azure.snat.SnatSessions;
import io.podpath.azure.snat.SnatSupply;
import io.podpath.azure.snat.SnatTimers;
import io.podpath.element.Element;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import io.podpath.trace.AzureEgressReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Reason;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.List;
import java.util.Optional;

/**
 * A NAT gateway: it lends its public addresses to everything in the subnets that name it.
 *
 * <pre>
 * vnet     -> known flow, or a new one with a free port of one of the addresses -> internet
 * internet -> answer to a known flow, translation undone -> vnet
 * </pre>
 *
 * <p><i>Models:</i> {@value io.podpath.azure.resource.NatGatewaySpec#MAX_PUBLIC_IPS} addresses at most, 64,512 ports
 * each, given out on demand and used again for other destinations; 50,000 flows of an address to one destination; idle
 * and rest timers; the reset for TCP packets of no known flow; no ICMP, no fragments, nobody comes in uninvited. A new
 * flow takes one of the addresses at random. <i>Does not model:</i> bandwidth, zones, the 2 million flows of a whole
 * gateway. ICMP errors are dropped like all ICMP; Azure says no more about them.
 *
 * <p><i>Source:</i> Azure docs, Azure NAT Gateway resource; SNAT with Azure NAT Gateway.
 */
public final class NatGateway implements Element {

    /** The interface towards the virtual network. */
    public static final String VNET = "vnet";

    /** The interface towards the internet's edge. */
    public static final String INTERNET = "internet";

    private final NatGatewaySpec spec;
    private final SnatSessions sessions;

    /** A NAT gateway without flows. */
    public NatGateway(NatGatewaySpec spec) {
        this.spec = spec;
        this.sessions = new SnatSessions(SnatSupply.NAT_GATEWAY, SnatTimers.natGateway(spec.idleTimeoutMinutes()));
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        if (packet.protocol() != Protocol.TCP && packet.protocol() != Protocol.UDP) {
            String detail = "NAT gateway " + spec.name() + " translates TCP and UDP, not " + packet.protocol();
            return drop(packet, Disposition.DENIED, AzureEgressReason.NATGW_PROTOCOL, detail, context);
        }
        if (packet.fragmentation().isCut()) {
            String detail = "NAT gateway " + spec.name() + " drops fragments";
            return drop(packet, Disposition.DENIED, AzureEgressReason.NATGW_FRAGMENTS, detail, context);
        }
        return context.inInterface().equals(INTERNET) ? comesBack(packet, context) : goesOut(packet, context);
    }

    private Verdict goesOut(Packet packet, ElementContext context) {
        Optional<TransportAddress> known = sessions.find(packet, context.nowNanos());
        if (known.isPresent()) {
            return leave(packet, known.get(), "a known flow", context);
        }
        if (packet.tcpFlags() != null && packet.tcpFlags() != TcpFlags.SYN) {
            return reset(packet, context);
        }
        List<IpAddress> addresses = spec.publicIps().stream()
                .filter(address -> address.family() == packet.family())
                .toList();
        int first = addresses.size() == 1
                ? 0
                : context.choices().pick(addresses.size(), "NAT gateway " + spec.name() + ": which public address");
        for (int i = 0; i < addresses.size(); i++) {
            IpAddress address = addresses.get((first + i) % addresses.size());
            Optional<TransportAddress> source = sessions.translate(packet, address, context.nowNanos());
            if (source.isPresent()) {
                String why = "a port of " + address + ", which all senders of its subnets share";
                return leave(packet, source.get(), why, context);
            }
        }
        String detail = "NAT gateway " + spec.name() + ": all " + addresses.size() + " x "
                + SnatSupply.NAT_GATEWAY.capacity() + " flows to " + packet.destination() + " are in use or rest";
        return drop(packet, Disposition.SNAT_EXHAUSTED, AzureEgressReason.NATGW_PORTS_EXHAUSTED, detail, context);
    }

    private Verdict leave(Packet packet, TransportAddress source, String why, ElementContext context) {
        Packet changed = AddressRewrite.withSource(packet, source);
        Steps.record(
                context,
                () -> Step.of(StepKind.SNAT, "NAT gateway " + spec.name() + ": " + why, packet)
                        .changedTo(changed)
                        .by(reference()));
        return new Verdict.Forward(changed, INTERNET);
    }

    private RuleReference reference() {
        return new RuleReference(
                "NAT gateway " + spec.name(),
                spec.publicIps().size() + " x " + SnatSupply.NAT_GATEWAY.portsPerAddress() + " ports on demand");
    }

    private Verdict comesBack(Packet packet, ElementContext context) {
        Optional<TransportAddress> inside = sessions.findOriginal(packet, context.nowNanos());
        if (inside.isPresent()) {
            Packet changed = AddressRewrite.withDestination(packet, inside.get());
            Steps.record(
                    context,
                    () -> Step.of(StepKind.UN_NAT, "the reply goes back to " + inside.get(), packet)
                            .changedTo(changed));
            return new Verdict.Forward(changed, VNET);
        }
        if (packet.tcpFlags() != null && packet.tcpFlags() != TcpFlags.SYN && packet.tcpFlags() != TcpFlags.RST) {
            return reset(packet, context);
        }
        String detail = "NAT gateway " + spec.name() + " answers flows from inside only";
        return drop(packet, Disposition.DENIED, AzureEgressReason.NATGW_INBOUND, detail, context);
    }

    private Verdict reset(Packet packet, ElementContext context) {
        String detail = "NAT gateway " + spec.name() + " does not know the flow " + packet.tuple();
        Verdict.Drop end = drop(packet, Disposition.NO_SESSION, AzureEgressReason.NATGW_NO_FLOW, detail, context);
        return packet.tcpFlags() == TcpFlags.RST
                ? end
                : new Verdict.Reply(Packet.tcp(packet.tuple().reply(), TcpFlags.RST, 0), end);
    }

    private static Verdict.Drop drop(
            Packet packet, Disposition disposition, Reason reason, String detail, ElementContext context) {
        Steps.record(context, () -> Step.of(StepKind.SNAT, detail, packet));
        return new Verdict.Drop(packet, disposition, reason, detail);
    }
}
