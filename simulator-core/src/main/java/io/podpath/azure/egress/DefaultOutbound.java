package io.podpath.azure.egress;

import io.podpath.azure.AddressRewrite;
import io.podpath.azure.Steps;
import io.podpath.element.Element;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.trace.AzureEgressReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Default outbound access: a machine without any explicit way out borrows a public address from Microsoft.
 *
 * <p><i>Models:</i> one borrowed address for each machine; answers come back, nobody comes in uninvited, fragments are
 * dropped. <i>Does not model:</i> source ports and their number, which Azure does not publish, and that the address may
 * change at any time. The addresses stand for ones nobody can know before.
 *
 * <p><i>Source:</i> Azure docs, Default outbound access in Azure.
 */
public final class DefaultOutbound implements Element {

    /** The interface towards the virtual network. */
    public static final String VNET = "vnet";

    /** The interface towards the internet's edge. */
    public static final String INTERNET = "internet";

    private final Map<IpAddress, IpAddress> borrowed;
    private final Map<IpAddress, IpAddress> owners = new HashMap<>();
    private final Set<FiveTuple> flows = new HashSet<>();

    /**
     * Default outbound access of one virtual network.
     *
     * @param borrowed the public address each private address may use
     */
    public DefaultOutbound(Map<IpAddress, IpAddress> borrowed) {
        this.borrowed = new HashMap<>(borrowed);
        this.borrowed.forEach((inside, outside) -> owners.put(outside, inside));
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        return context.inInterface().equals(INTERNET) ? comesBack(packet, context) : goesOut(packet, context);
    }

    private Verdict goesOut(Packet packet, ElementContext context) {
        IpAddress source = packet.source().address();
        IpAddress lent = borrowed.get(source);
        if (lent == null) {
            throw new IllegalStateException("no address was lent to " + source);
        }
        if (packet.fragmentation().isCut()) {
            String detail = "default outbound access drops fragments";
            Steps.record(context, () -> Step.of(StepKind.SNAT, detail, packet));
            return new Verdict.Drop(packet, Disposition.DENIED, AzureEgressReason.DEFAULT_OUTBOUND_FRAGMENTS, detail);
        }
        Packet changed = AddressRewrite.replaceSource(packet, source, lent);
        flows.add(AddressRewrite.flowTuple(changed).reply());
        Steps.record(
                context,
                () -> Step.of(StepKind.SNAT, "default outbound access lends " + lent, packet)
                        .changedTo(changed)
                        .withFact("the address belongs to Microsoft and may change"));
        return new Verdict.Forward(changed, INTERNET);
    }

    private Verdict comesBack(Packet packet, ElementContext context) {
        IpAddress outside = packet.destination().address();
        IpAddress inside = owners.get(outside);
        if (inside == null || !flows.contains(AddressRewrite.flowTuple(packet))) {
            String detail = outside + " is lent for answers only";
            Steps.record(context, () -> Step.of(StepKind.UN_NAT, detail, packet));
            return new Verdict.Drop(packet, Disposition.DENIED, AzureEgressReason.DEFAULT_OUTBOUND_INBOUND, detail);
        }
        Packet changed = AddressRewrite.replaceDestination(packet, outside, inside);
        Steps.record(
                context,
                () -> Step.of(StepKind.UN_NAT, "the reply goes back to " + inside, packet)
                        .changedTo(changed));
        return new Verdict.Forward(changed, VNET);
    }
}
