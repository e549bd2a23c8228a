package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.HEAD;
import static io.podpath.scenario.load.Inputs.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.resource.FirewallRules;
import io.podpath.azure.resource.FirewallSpec;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Firewalls: what is read, and what cannot stand. */
class FirewallInputTest {

    private static final String NETWORK = """
            azure:
              vnets:
                - name: hub
                  addressPrefixes: [10.0.0.0/16]
                  subnets: [{name: AzureFirewallSubnet, addressPrefix: 10.0.1.0/26}]
                - {name: bare, addressPrefixes: [10.1.0.0/16]}
                - name: tight
                  addressPrefixes: [10.2.0.0/16]
                  subnets: [{name: AzureFirewallSubnet, addressPrefix: 10.2.1.0/27}]
              firewalls:
            """;

    private static FirewallSpec only(String firewall) {
        return Inputs.only(HEAD + NETWORK + firewall)
                .input()
                .azure()
                .list(FirewallSpec.class)
                .get(0);
    }

    @Test
    void rulesAreReadAsAzPrintsThem() {
        FirewallSpec firewall = only("""
                    - name: fw
                      vnet: hub
                      publicIps: [20.0.0.20]
                      natRuleCollections:
                        - name: publish
                          priority: 100
                          rules: [{name: web, protocols: [TCP], destinationAddress: 20.0.0.20, destinationPort: 80, translatedAddress: 10.0.9.4, translatedPort: 8080}]
                      networkRuleCollections:
                        - name: net
                          priority: 200
                          action: Deny
                          rules: [{name: dns, protocols: [UDP, TCP], sourceAddresses: [10.0.0.0/8], destinationAddresses: ["*"], destinationPorts: [53, 8000-8080]}]
                      applicationRuleCollections:
                        - name: app
                          priority: 300
                          action: Allow
                          rules: [{name: mcr, protocols: [{protocolType: Https}, {protocolType: Http, port: 8080}], targetFqdns: [mcr.microsoft.com], fqdnTags: [AzureKubernetesService]}]
                """);

        FirewallRules rules = firewall.rules();
        assertThat(firewall.privateRanges()).isEqualTo(FirewallSpec.IANA_PRIVATE_RANGES);
        assertThat(rules.dnat().get(0).rules())
                .containsExactly(new FirewallRules.DnatRule(
                        "web",
                        Set.of(Protocol.TCP),
                        List.of("*"),
                        IpAddress.parse("20.0.0.20"),
                        80,
                        new TransportAddress(IpAddress.parse("10.0.9.4"), 8080)));
        assertThat(rules.network().get(0).rules())
                .containsExactly(new FirewallRules.NetworkRule(
                        "dns",
                        Set.of(Protocol.TCP, Protocol.UDP),
                        List.of("10.0.0.0/8"),
                        List.of("*"),
                        List.of(new PortRange(53, 53), new PortRange(8000, 8080))));
        assertThat(rules.application().get(0).rules())
                .containsExactly(new FirewallRules.ApplicationRule(
                        "mcr",
                        List.of("*"),
                        Set.of(443, 8080),
                        List.of("mcr.microsoft.com"),
                        List.of("AzureKubernetesService")));
    }

    @Test
    void privateRangesReplaceTheUsualOnesUnlessTheyNameThem() {
        assertThat(only("    - {name: fw, vnet: hub, privateRanges: [255.255.255.255/32]}\n")
                        .privateRanges())
                .containsExactly(Cidr.parse("255.255.255.255/32"));
        assertThat(only("    - {name: fw, vnet: hub, privateRanges: [IANAPrivateRanges, 20.1.0.0/16]}\n")
                        .privateRanges())
                .hasSize(5);
    }

    @Test
    void aFirewallNeedsItsSubnet() {
        assertThat(errors(HEAD + NETWORK + """
                    - {name: a, vnet: hub, privateIp: 10.0.2.4}
                    - {name: b, vnet: hup}
                    - {name: c, vnet: bare}
                    - {name: d, vnet: tight}
                    - {name: e, vnet: hub}
                """))
                .containsExactly(
                        "13:39: 10.0.2.4 is outside AzureFirewallSubnet 10.0.1.0/26",
                        "14:23: there is no virtual network 'hup'; did you mean 'hub'?",
                        "15:23: a firewall needs the subnet 'AzureFirewallSubnet' in 'bare'",
                        "16:23: AzureFirewallSubnet 10.2.1.0/27 is too small for a firewall; it needs a /26",
                        "17:23: there is a firewall in 'hub' already; one fits into AzureFirewallSubnet");
    }
}
