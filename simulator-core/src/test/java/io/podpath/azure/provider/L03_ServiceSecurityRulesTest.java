package io.podpath.azure.provider;

import static io.podpath.azure.Packets.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.podpath.azure.Packets;
import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.provider.LoadBalancedService.Port;
import io.podpath.azure.resource.FloatingIp;
import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.azure.security.NsgDecision;
import io.podpath.azure.security.Rules;
import io.podpath.model.Cidr;
import io.podpath.model.Protocol;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Feature: what the cloud provider writes into the security group for Services. */
class L03_ServiceSecurityRulesTest {

    private static final String PUBLIC = "20.0.0.4";
    private static final String INTERNAL = "10.1.1.200";
    private static final List<Port> WEB =
            List.of(new Port(Protocol.TCP, 80, 31_080), new Port(Protocol.TCP, 443, 31_443));

    private static LoadBalancedService service(String frontend, List<Port> ports, String... ranges) {
        return service(
                frontend,
                ports,
                AccessControl.of(Arrays.stream(ranges).map(Cidr::parse).toList(), Map.of()));
    }

    private static LoadBalancedService service(String frontends, List<Port> ports, AccessControl access) {
        return new LoadBalancedService(
                frontends.equals(INTERNAL) ? Frontend.Scope.INTERNAL : Frontend.Scope.PUBLIC,
                Arrays.stream(frontends.split(",", -1)).map(Packets::ip).toList(),
                ports,
                access,
                FloatingIp.ENABLED,
                List.of(ip("10.1.1.4"), ip("10.1.1.5")));
    }

    private static AccessControl annotated(String... keysAndValues) {
        Map<String, String> annotations = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            annotations.put("service.beta.kubernetes.io/" + keysAndValues[i], keysAndValues[i + 1]);
        }
        return AccessControl.of(List.of(), annotations);
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
        List<NsgRule> rules =
                ServiceSecurityRules.write(List.of(service(PUBLIC, WEB), service("20.0.0.5", WEB)), List.of());

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
                .containsExactly(tuple(Optional.of(Protocol.TCP), 502), tuple(Optional.of(Protocol.UDP), 503));
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
                Frontend.Scope.PUBLIC,
                List.of(ip(PUBLIC)),
                WEB,
                AccessControl.OPEN,
                FloatingIp.DISABLED,
                List.of(ip("10.1.1.4"), ip("10.1.1.5")));

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

    /** MD5 of {@code Tcp_AzureFrontDoor.Backend_443,80}, {@code Tcp_10.0.0.0/8,192.168.0.0/16_443,80}. */
    @Test
    void eachTagHasARuleAndAllRangesShareOne() {
        AccessControl access = annotated(
                "azure-allowed-service-tags", "AzureFrontDoor.Backend, AzureCloud",
                "azure-allowed-ip-ranges", "192.168.0.0/17,192.168.128.0/17, 10.0.0.0/8",
                "load-balancer-source-ranges", "10.9.0.0/16");

        assertThat(write(service(PUBLIC, WEB, access)))
                .containsExactly(
                        "500 Allow [AzureFrontDoor.Backend] -> [20.0.0.4]",
                        "501 Allow [AzureCloud] -> [20.0.0.4]",
                        "502 Allow [10.0.0.0/8, 192.168.0.0/16] -> [20.0.0.4]");
        assertThat(ServiceSecurityRules.write(List.of(service(PUBLIC, WEB, access)), List.of()))
                .extracting(NsgRule::name)
                .contains(
                        "k8s-azure-lb_allow_IPv4_723977bf55b1b38e0937abf6b5c97335",
                        "k8s-azure-lb_allow_IPv4_aa523dfbe7b74c42cda57463a11c030c");
    }

    @Test
    void denyAllNeedsTheAnnotationAndRanges() {
        String key = "azure-deny-all-except-load-balancer-source-ranges";

        assertThat(write(service(INTERNAL, WEB, annotated(key, "true", "azure-allowed-ip-ranges", "10.2.0.0/16"))))
                .containsExactly("500 Allow [10.2.0.0/16] -> [10.1.1.200]", "4095 Deny [*] -> [10.1.1.200]");
        assertThat(write(service(INTERNAL, WEB, annotated(key, "true")))).isEmpty();
        assertThat(write(service(INTERNAL, WEB, annotated("azure-allowed-ip-ranges", "10.2.0.0/16"))))
                .containsExactly("500 Allow [10.2.0.0/16] -> [10.1.1.200]");
    }

    @Test
    void invalidRangesCloseTheServiceToEverybodyElse() {
        assertThat(write(service(PUBLIC, WEB, annotated("azure-allowed-ip-ranges", "10.2.0.1/16, 10.3.0.0/16"))))
                .containsExactly("500 Allow [10.3.0.0/16] -> [20.0.0.4]", "4095 Deny [*] -> [20.0.0.4]");
    }

    @Test
    void servicesShareTheDenyRuleUnderItsFixedName() {
        AccessControl invalid = annotated("azure-allowed-ip-ranges", "everybody");

        List<NsgRule> rules = ServiceSecurityRules.write(
                List.of(service(PUBLIC, WEB, invalid), service("20.0.0.5", WEB, invalid)),
                List.of(Rules.rule("4095 Mine in allow TCP * -> *")));

        assertThat(rules).singleElement().satisfies(rule -> {
            assertThat(rule.name()).isEqualTo("k8s-azure-lb_deny-all_IPv4");
            assertThat(rule.priority()).isEqualTo(4094);
            assertThat(rule.destination().prefixes()).containsExactly("20.0.0.4", "20.0.0.5");
        });
    }

    @Test
    void rangeForEverybodyStandsForItself() {
        assertThat(write(service(INTERNAL, WEB, "0.0.0.0/0"))).containsExactly("500 Allow [0.0.0.0/0] -> [10.1.1.200]");
    }

    @Test
    void dualStackServiceHasARuleForEachFamily() {
        assertThat(write(service("20.0.0.4,2603:1000::4", WEB)))
                .containsExactly("500 Allow [Internet] -> [20.0.0.4]", "501 Allow [Internet] -> [2603:1000::4]");
    }

    @Test
    void bothListsOfRangesAreRefused() {
        AccessControl access = AccessControl.of(
                List.of(Cidr.parse("10.2.0.0/16")), Map.of(AccessControl.ALLOWED_IP_RANGES, "10.3.0.0/16"));

        assertThat(access.findConflict()).isPresent();
        assertThat(write(service(PUBLIC, WEB, access))).isEmpty();
    }

    private static List<String> write(LoadBalancedService service) {
        return ServiceSecurityRules.write(List.of(service), List.of()).stream()
                .map(rule -> rule.priority() + " " + rule.access().text() + " "
                        + rule.source().prefixes() + " -> " + rule.destination().prefixes())
                .toList();
    }

    @Test
    void optOutWritesNothing() {
        AccessControl access = annotated("azure-disable-load-balancer-nsg-rule", "True");

        assertThat(ServiceSecurityRules.write(List.of(service(PUBLIC, WEB, access)), List.of()))
                .isEmpty();
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
