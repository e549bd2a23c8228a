package io.podpath.azure.fabric;

import static io.podpath.azure.Packets.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.FakeContext;
import io.podpath.azure.Packets;
import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.security.AdminRules;
import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.azure.security.NicSecurity;
import io.podpath.azure.security.Rules;
import io.podpath.azure.security.ServiceTags;
import io.podpath.element.Verdict;
import io.podpath.model.Cidr;
import io.podpath.model.Packet;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.ModelReason;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Feature: what a NIC lets out and in. */
class C01_NetworkInterfaceCardTest {

    private static final String NODE = "10.1.1.4";

    private final ServiceTags tags = Rules.tags("10.1.0.0/16");
    private final FakeContext context = new FakeContext();

    private static NetworkInterfaceCard nic(NicIdentity identity) {
        return new NetworkInterfaceCard(identity, null, null);
    }

    private Verdict send(NetworkInterfaceCard nic, Packet packet) {
        return nic.process(packet, context.forget().at(NetworkInterfaceCard.VM));
    }

    private Verdict receive(NetworkInterfaceCard nic, Packet packet) {
        return nic.process(packet, context.forget().at(NetworkInterfaceCard.FABRIC));
    }

    private static void assertDropped(Verdict verdict, AzureNetworkReason reason) {
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Drop.class, drop -> {
            assertThat(drop.reason()).isEqualTo(reason);
            assertThat(drop.disposition()).isEqualTo(Disposition.DENIED);
        });
    }

    @Test
    void ownAddressMayBeSource() {
        Packet packet = Packets.tcp(NODE, "10.1.1.5:80");

        assertThat(send(nic(NicIdentity.of("node-0", ip(NODE))), packet))
                .isEqualTo(new Verdict.Forward(packet, NetworkInterfaceCard.FABRIC));
    }

    @Test
    void foreignSourceNeedsIpForwarding() {
        NicIdentity identity = NicIdentity.of("node-0", ip(NODE));
        Packet fromPod = Packets.tcp("10.244.0.5", "10.1.1.5:80");

        assertDropped(send(nic(identity), fromPod), AzureNetworkReason.NIC_SOURCE_CHECK);
        assertThat(send(nic(identity.withIpForwarding()), fromPod)).isInstanceOf(Verdict.Forward.class);
        assertThat(context.step(StepKind.SOURCE_CHECK).action())
                .isEqualTo("source 10.244.0.5 is permitted by IP forwarding");
    }

    @Test
    void overlayPrefixOfTheOwnNodeMayBeSourceAndDestination() {
        NetworkInterfaceCard nic =
                nic(NicIdentity.of("node-0", ip(NODE)).withOverlayPrefixes(List.of(Cidr.parse("10.244.0.0/24"))));

        assertThat(send(nic, Packets.tcp("10.244.0.5", "10.244.1.5:80"))).isInstanceOf(Verdict.Forward.class);
        assertThat(receive(nic, Packets.tcp("10.244.1.5", "10.244.0.5:80"))).isInstanceOf(Verdict.Forward.class);
        assertDropped(send(nic, Packets.tcp("10.244.1.5", "10.244.0.5:80")), AzureNetworkReason.NIC_SOURCE_CHECK);
        assertDropped(
                receive(nic, Packets.tcp("10.244.0.5", "10.244.1.5:80")), AzureNetworkReason.NIC_DESTINATION_CHECK);
    }

    @Test
    void frontendIsASourceOnlyForRepliesOfItsFlows() {
        NetworkInterfaceCard nic = nic(NicIdentity.of("node-0", ip(NODE)).withFrontends(Set.of(ip("20.0.0.4"))));
        Packet request = Packets.tcp("192.0.2.1:5000", "20.0.0.4:80");

        assertDropped(send(nic, Packets.answer(request)), AzureNetworkReason.NIC_SOURCE_CHECK);
        assertThat(receive(nic, request)).isInstanceOf(Verdict.Forward.class);
        assertThat(send(nic, Packets.answer(request))).isInstanceOf(Verdict.Forward.class);
        assertDropped(send(nic, Packets.tcp("20.0.0.4:80", "192.0.2.2:5000")), AzureNetworkReason.NIC_SOURCE_CHECK);
    }

    @Test
    void packetForSomebodyElseIsNotAccepted() {
        assertDropped(
                receive(nic(NicIdentity.of("vm", ip(NODE))), Packets.tcp("10.1.1.5", "10.244.0.5:80")),
                AzureNetworkReason.NIC_DESTINATION_CHECK);
    }

    @Test
    void check14InboundAsksTheSubnetFirstAndOutboundTheNicFirst() {
        NetworkSecurityGroup ofNic =
                new NetworkSecurityGroup(new NetworkSecurityGroupSpec("nic-nsg", List.of()), "NIC node-0", tags);
        NetworkSecurityGroup ofSubnet = Rules.group("subnet-nsg", tags);
        NetworkInterfaceCard nic = new NetworkInterfaceCard(NicIdentity.of("node-0", ip(NODE)), ofNic, ofSubnet);

        receive(nic, Packets.tcp("10.1.1.5", NODE + ":80"));
        assertThat(context.steps())
                .filteredOn(step -> step.kind() == StepKind.NSG)
                .extracting(Step::action)
                .containsExactly(
                        "inbound allowed by NSG subnet-nsg (subnet aks-vnet/aks-subnet)",
                        "inbound allowed by NSG nic-nsg (NIC node-0)");

        send(nic, Packets.tcp(NODE, "10.1.1.5:80"));
        assertThat(context.steps())
                .filteredOn(step -> step.kind() == StepKind.NSG)
                .extracting(Step::action)
                .containsExactly(
                        "outbound allowed by NSG nic-nsg (NIC node-0)",
                        "outbound allowed by NSG subnet-nsg (subnet aks-vnet/aks-subnet)");
    }

    @Test
    void check14BothGroupsMustAllow() {
        NetworkSecurityGroup open = Rules.group("open", tags, "100 AllowAll in allow any * -> *");
        NetworkSecurityGroup closed = Rules.group("closed", tags, "100 DenyAll in deny any * -> *");
        NicIdentity identity = NicIdentity.of("node-0", ip(NODE));
        Packet packet = Packets.tcp("10.1.1.5", NODE + ":80");

        assertDropped(receive(new NetworkInterfaceCard(identity, open, closed), packet), AzureNetworkReason.NSG_DENIED);
        assertDropped(receive(new NetworkInterfaceCard(identity, closed, open), packet), AzureNetworkReason.NSG_DENIED);
        assertThat(receive(new NetworkInterfaceCard(identity, open, open), packet))
                .isInstanceOf(Verdict.Forward.class);
    }

    @Test
    void replyAndIcmpErrorOfAnAllowedFlowNeedNoRule() {
        NetworkSecurityGroup group =
                Rules.group("nsg", tags, "100 DenyOut out deny any * -> *", "110 AllowIn in allow TCP * -> *:80");
        NetworkInterfaceCard nic = new NetworkInterfaceCard(NicIdentity.of("node-0", ip(NODE)), group, null);
        Packet request = Packets.tcp("192.0.2.1:5000", NODE + ":80");

        assertDropped(send(nic, Packets.answer(request)), AzureNetworkReason.NSG_DENIED);
        receive(nic, request);

        assertThat(send(nic, Packets.answer(request))).isInstanceOf(Verdict.Forward.class);
        assertThat(context.step(StepKind.NSG).action())
                .isEqualTo("outbound needs no rule: flow record of tcp 192.0.2.1:5000 -> 10.1.1.4:80, inbound, "
                        + "allowed by NSG nsg (subnet aks-vnet/aks-subnet) AllowIn 110");
        assertThat(send(nic, Packets.portUnreachable(request))).isInstanceOf(Verdict.Forward.class);
        assertDropped(send(nic, Packets.tcp(NODE + ":80", "192.0.2.1:5001")), AzureNetworkReason.NSG_DENIED);
    }

    @Test
    void recordOfTheWayInDoesNotLetTheSamePacketOut() {
        NetworkSecurityGroup group =
                Rules.group("nsg", tags, "100 DenyWeb out deny TCP * -> *:80", "110 AllowIn in allow TCP * -> *");
        NetworkInterfaceCard appliance =
                new NetworkInterfaceCard(NicIdentity.of("fw", ip(NODE)).withIpForwarding(), group, null);
        Packet forwarded = Packets.tcp("10.1.2.4:5000", "192.0.2.1:80");

        assertThat(receive(appliance, forwarded)).isInstanceOf(Verdict.Forward.class);
        assertDropped(send(appliance, forwarded), AzureNetworkReason.NSG_DENIED);
    }

    @Test
    void flowOutlivesTheRuleThatLetItIn() {
        NicSecurity open = security("100 AllowSsh in allow TCP * -> *:22");
        NicSecurity closed = security("100 DenySsh in deny TCP * -> *:22");
        NetworkInterfaceCard before = new NetworkInterfaceCard(NicIdentity.of("vm", ip(NODE)), open);
        Packet session = Packets.tcp("192.0.2.1:5000", NODE + ":22");
        receive(before, session);

        NetworkInterfaceCard after = before.withSecurity(closed);

        assertThat(receive(after, session)).isInstanceOf(Verdict.Forward.class);
        assertThat(send(after, Packets.answer(session))).isInstanceOf(Verdict.Forward.class);
        assertDropped(receive(after, Packets.tcp("192.0.2.1:5001", NODE + ":22")), AzureNetworkReason.NSG_DENIED);
    }

    private NicSecurity security(String... rules) {
        return new NicSecurity(AdminRules.none(), Rules.group("nsg", tags, rules), null);
    }

    @Test
    void check15SubnetGroupSeesPodsOfOverlayOnTheWire() {
        NicIdentity node = NicIdentity.of("node-0", ip(NODE)).withOverlayPrefixes(List.of(Cidr.parse("10.244.0.0/24")));
        NetworkSecurityGroup denying = Rules.group(
                "nsg",
                tags.withOverlayPodCidrs(List.of(Cidr.parse("10.244.0.0/16"))),
                "100 DenyPods in deny any 10.244.0.0/16 -> *");
        NetworkInterfaceCard nic = new NetworkInterfaceCard(node, null, denying);

        assertDropped(receive(nic, Packets.tcp("10.244.1.5", "10.244.0.5:80")), AzureNetworkReason.NSG_DENIED);
        assertThat(context.step(StepKind.NSG).findMatchedRule().orElseThrow().where())
                .endsWith("DenyPods 100");
    }

    @Test
    void unknownTagLeavesThePacketUndecided() {
        NetworkSecurityGroup group = Rules.group("nsg", tags, "100 DenySql out deny TCP * -> Sql.WestEurope:1433");
        NetworkInterfaceCard nic = new NetworkInterfaceCard(NicIdentity.of("vm", ip(NODE)), group, null);

        assertThat(send(nic, Packets.tcp(NODE, "192.0.2.9:1433"))).isInstanceOfSatisfying(Verdict.Drop.class, drop -> {
            assertThat(drop.reason()).isEqualTo(ModelReason.MODEL_SERVICE_TAG);
            assertThat(drop.disposition()).isEqualTo(Disposition.INSUFFICIENT_INFO);
        });
    }
}
