package io.podpath.azure.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.Packets;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.model.Cidr;
import io.podpath.model.Packet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Feature: a decision names the rules beside it and the field that failed. */
class N02_ConsideredRulesTest {

    private final ServiceTags tags = Rules.tags("10.1.0.0/16");

    private static List<String> considered(NetworkSecurityGroup group, Packet packet) {
        return group.explain(TrafficDirection.INBOUND, packet.tuple()).considered().stream()
                .map(rule -> rule.rule().where().replace("NSG nsg (subnet aks-vnet/aks-subnet) ", "") + ": "
                        + rule.because())
                .toList();
    }

    @Test
    void ruleForTheNodePortNamesThePortThatFailed() {
        NetworkSecurityGroup group = Rules.group(
                "nsg",
                tags,
                "200 AllowNodePort in allow TCP Internet -> *:31080",
                "210 AllowFrontend in allow TCP 203.0.113.0/24 -> 20.0.0.4:80");

        assertThat(considered(group, Packets.tcp("192.0.2.1", "20.0.0.4:80")))
                .containsExactly(
                        "AllowNodePort 200: destination port 80 is not 31080; source and protocol match",
                        "AllowFrontend 210: source 192.0.2.1 is not in 203.0.113.0/24;"
                                + " destination, protocol and destination port match",
                        "AllowAzureLoadBalancerInBound 65001: source 192.0.2.1 is not in AzureLoadBalancer");
        assertThat(considered(group, Packets.tcp("192.0.2.1", "20.0.0.4:81")))
                .contains("AllowFrontend 210: source 192.0.2.1 is not in 203.0.113.0/24; destination port 81 is not 80;"
                        + " destination and protocol match");
    }

    @Test
    void ruleForTheFrontendMissesTrafficToTheNodePort() {
        NetworkSecurityGroup group = Rules.group("nsg", tags, "500 AllowWeb in allow TCP Internet -> 20.0.0.4:80");

        assertThat(considered(group, Packets.tcp("192.0.2.1", "10.1.1.4:80")))
                .contains("AllowWeb 500: destination 10.1.1.4 is not in 20.0.0.4;"
                        + " source, protocol and destination port match");
    }

    @Test
    void rulesAboutSomethingElseAreLeftOut() {
        NetworkSecurityGroup group = Rules.group("nsg", tags, "300 AllowSql in allow TCP 10.9.0.0/16 -> 10.1.9.9:1433");

        assertThat(considered(group, Packets.tcp("10.1.1.4", "10.1.1.5:80"))).isEmpty();
    }

    @Test
    void privateAddressesOutsideTheVirtualNetworkSaySo() {
        NetworkSecurityGroup group = Rules.group("nsg", tags);

        assertThat(considered(group, Packets.tcp("10.244.0.5", "10.244.1.5:80")))
                .contains("AllowVnetInBound 65000: source 10.244.0.5 is not in VirtualNetwork;"
                        + " destination 10.244.1.5 is not in VirtualNetwork");
        assertThat(considered(group, Packets.tcp("192.0.2.1", "20.0.0.4:80")))
                .noneMatch(text -> text.startsWith("AllowVnetInBound"));
    }

    @Test
    void ruleThatHangsOnAnUnknownTagSaysSo() {
        NetworkSecurityGroup group = Rules.group("nsg", tags, "300 AllowSql in allow TCP Sql -> 10.1.9.9:1433");

        assertThat(group.explain(
                        TrafficDirection.INBOUND,
                        Packets.tcp("192.0.2.1", "10.1.9.9:1433").tuple()))
                .satisfies(decision -> {
                    assertThat(decision.answer()).isEqualTo(NsgDecision.Answer.UNKNOWN_TAG);
                    assertThat(decision.findRule().orElseThrow().where()).endsWith("AllowSql 300");
                });
        assertThat(considered(
                        Rules.group("nsg", tags, "300 DenySql in deny TCP Sql -> 10.1.9.9:1433"),
                        Packets.tcp("192.0.2.1", "10.1.9.9:1433")))
                .contains("DenySql 300: it is not known whether source 192.0.2.1 is in Sql;"
                        + " destination, protocol and destination port match");
    }

    @Test
    void allowThatComesTooLateIsNamed() {
        NetworkSecurityGroup group = Rules.group(
                "nsg", tags, "200 DenyAll in deny any * -> *", "300 AllowWeb in allow TCP * -> 10.1.1.5:80");

        assertThat(considered(group, Packets.tcp("10.1.1.4", "10.1.1.5:80")))
                .containsExactly("AllowWeb 300: priority 300 is asked after 200");
    }

    @Test
    void overlayPodCidrCountsAsVirtualNetworkOnlyWhenAskedFor() {
        ServiceTags overlay = tags.withOverlayPodCidrs(List.of(Cidr.parse("10.244.0.0/16")));
        Packet packet = Packets.tcp("10.244.0.5", "10.244.1.5:80");

        assertThat(Rules.group("nsg", overlay)
                        .decide(TrafficDirection.INBOUND, packet.tuple())
                        .answer())
                .isEqualTo(NsgDecision.Answer.ALLOWED);
        assertThat(Rules.group("nsg", tags)
                        .decide(TrafficDirection.INBOUND, packet.tuple())
                        .answer())
                .isEqualTo(NsgDecision.Answer.DENIED);
    }

    @Test
    void routeForEverythingWidensVirtualNetworkToEverything() {
        ServiceTags wide = tags.withUserRoutes(List.of(Cidr.ANY_IPV4));

        NsgDecision decision = Rules.group("nsg", wide)
                .decide(
                        TrafficDirection.INBOUND,
                        Packets.tcp("192.0.2.1", "10.1.1.5:80").tuple());

        assertThat(decision.findRule().orElseThrow().where()).endsWith("AllowVnetInBound 65000");
    }

    @Test
    void groupOnManyNicsNamesTheNicThatAsked() {
        NetworkSecurityGroup first = Rules.group("nsg", tags, "200 DenyAll in deny any * -> *");
        NetworkSecurityGroup second = first.attachedTo("NIC node-7");

        assertThat(second.decide(
                                TrafficDirection.INBOUND,
                                Packets.tcp("10.1.1.4", "10.1.1.5:80").tuple())
                        .findRule()
                        .orElseThrow()
                        .where())
                .isEqualTo("NSG nsg (NIC node-7) DenyAll 200");
    }
}
