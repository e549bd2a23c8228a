package io.podpath.azure.provider;

import static io.podpath.azure.Packets.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.podpath.azure.Packets;
import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.loadbalancer.LoadBalancingRule.FloatingIp;
import io.podpath.azure.provider.LoadBalancedService.Port;
import io.podpath.azure.provider.LoadBalancedService.RuleWriting;
import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.azure.security.NsgDecision;
import io.podpath.azure.security.Rules;
import io.podpath.model.Cidr;
import io.podpath.model.Protocol;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Feature: what the cloud provider writes into the security group for Services. */
class L03_ServiceSecurityRulesTest {

    private static final Frontend PUBLIC = new Frontend("p", ip("20.0.0.4"), Frontend.Scope.PUBLIC);
    private static final Frontend INTERNAL = new Frontend("i", ip("10.1.1.200"), Frontend.Scope.INTERNAL);
    private static final List<Port> WEB =
            List.of(new Port(Protocol.TCP, 80, 31_080), new Port(Protocol.TCP, 443, 31_443));

    private static LoadBalancedService service(Frontend frontend, List<Port> ports, String... ranges) {
        return new LoadBalancedService(
                frontend,
                ports,
                Arrays.stream(ranges).map(Cidr::parse).toList(),
                FloatingIp.ENABLED,
                List.of(ip("10.1.1.4"), ip("10.1.1.5")),
                RuleWriting.ENABLED);
    }

    /** The name was seen on a real cluster for TCP 80 and 443 from the internet. */
    @Test
    void publicServiceIsOpenToTheInternetUnderTheNameOfRealClusters() {
        List<NsgRule> rules = ServiceSecurityRules.write(List.of(service(PUBLIC, WEB)), List.of());

        assertThat(rules).singleElement().satisfies(rule -> {
            assertThat(rule.name()).isEqualTo("k8s-azure-lb_allow_IPv4_556f7044ec033071ec0dfcf7cd85bc93");
            assertThat(rule.priority()).isEqualTo(500);
            assertThat(rule.source().prefixes()).containsExactly("Internet");
            assertThat(rule.destination().prefixes()).containsExactly("20.0.0.4");
            assertThat(rule.destination().ports()).hasToString("[80, 443]");
            assertThat(rule.findProtocol()).contains(Protocol.TCP);
        });
    }

    @Test
    void servicesWithTheSamePortsShareARule() {
        Frontend other = new Frontend("q", ip("20.0.0.5"), Frontend.Scope.PUBLIC);

        List<NsgRule> rules = ServiceSecurityRules.write(List.of(service(PUBLIC, WEB), service(other, WEB)), List.of());

        assertThat(rules)
                .singleElement()
                .satisfies(rule -> assertThat(rule.destination().prefixes()).containsExactly("20.0.0.4", "20.0.0.5"));
    }

    @Test
    void eachProtocolHasARuleAndTakenPrioritiesAreSkipped() {
        List<Port> dns = List.of(new Port(Protocol.UDP, 53, 30_053), new Port(Protocol.TCP, 53, 30_054));

        List<NsgRule> rules = ServiceSecurityRules.write(
                List.of(service(PUBLIC, dns)),
                List.of(Rules.rule("500 Mine in allow TCP * -> *"), Rules.rule("501 Out out allow TCP * -> *")));

        assertThat(rules)
                .extracting(NsgRule::findProtocol, NsgRule::priority)
                .containsExactly(tuple(Optional.of(Protocol.TCP), 501), tuple(Optional.of(Protocol.UDP), 502));
    }

    @Test
    void rangesReplaceTheInternet() {
        List<NsgRule> rules = ServiceSecurityRules.write(
                List.of(service(PUBLIC, WEB, "203.0.113.0/24", "198.51.100.0/24", "203.0.113.128/25")), List.of());

        assertThat(rules)
                .singleElement()
                .satisfies(rule ->
                        assertThat(rule.source().prefixes()).containsExactly("198.51.100.0/24", "203.0.113.0/24"));
    }

    @Test
    void withoutFloatingIpNodesAndNodePortsAreTheDestination() {
        LoadBalancedService service = new LoadBalancedService(
                PUBLIC,
                WEB,
                List.of(),
                FloatingIp.DISABLED,
                List.of(ip("10.1.1.4"), ip("10.1.1.5")),
                RuleWriting.ENABLED);

        assertThat(ServiceSecurityRules.write(List.of(service), List.of()))
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.destination().prefixes()).containsExactly("10.1.1.4", "10.1.1.5");
                    assertThat(rule.destination().ports()).hasToString("[31080, 31443]");
                });
    }

    @Test
    void internalServiceHasRulesOnlyForItsRanges() {
        assertThat(ServiceSecurityRules.write(List.of(service(INTERNAL, WEB)), List.of()))
                .isEmpty();
        assertThat(ServiceSecurityRules.write(List.of(service(INTERNAL, WEB, "10.2.0.0/16")), List.of()))
                .singleElement()
                .satisfies(rule -> assertThat(rule.source().prefixes()).containsExactly("10.2.0.0/16"));
    }

    @Test
    void optOutWritesNothing() {
        LoadBalancedService service =
                new LoadBalancedService(PUBLIC, WEB, List.of(), FloatingIp.ENABLED, List.of(), RuleWriting.DISABLED);

        assertThat(ServiceSecurityRules.write(List.of(service), List.of())).isEmpty();
    }

    @Test
    void writtenRuleLetsTheInternetReachTheFrontendButNotTheNodePort() {
        List<NsgRule> rules = ServiceSecurityRules.write(List.of(service(PUBLIC, WEB)), List.of());
        NetworkSecurityGroup group = new NetworkSecurityGroup(
                new NetworkSecurityGroupSpec("aks-nsg", rules), "NIC node-0", Rules.tags("10.1.0.0/16"));

        assertThat(group.decide(
                                NsgRule.TrafficDirection.INBOUND,
                                Packets.tcp("192.0.2.1", "20.0.0.4:80").tuple())
                        .answer())
                .isEqualTo(NsgDecision.Answer.ALLOWED);
        assertThat(group.decide(
                                NsgRule.TrafficDirection.INBOUND,
                                Packets.tcp("192.0.2.1", "10.1.1.4:31080").tuple())
                        .answer())
                .isEqualTo(NsgDecision.Answer.DENIED);
    }
}
