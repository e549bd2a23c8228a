package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.HEAD;
import static io.podpath.scenario.load.Inputs.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.resource.FloatingIp;
import io.podpath.azure.resource.HealthProbe;
import io.podpath.azure.resource.IdleTimeout;
import io.podpath.azure.resource.LoadBalancerSpec;
import io.podpath.azure.resource.LoadBalancerSpec.RuleSpec;
import io.podpath.azure.resource.LoadDistribution;
import io.podpath.azure.resource.PrivateLinkServiceSpec;
import io.podpath.azure.resource.RuleProtocol;
import org.junit.jupiter.api.Test;

/** Load balancers, public IPs and private link services: what is read, and what cannot stand. */
class LoadBalancerInputTest {

    private static final String NETWORK = """
            azure:
              vnets:
                - name: corp
                  addressPrefixes: [10.1.0.0/16]
                  subnets: [{name: vms, addressPrefix: 10.1.2.0/24}]
              vms:
                - {name: web-1, subnet: corp/vms, privateIp: 10.1.2.11, listen: [tcp/443]}
              publicIps:
                - {name: web-ip, ipAddress: 20.0.0.50, zones: [1, 2, 3]}
            """;

    private static String loadBalancer(String frontend, String pool, String rule) {
        return HEAD + NETWORK + """
                  loadBalancers:
                    - name: web
                      frontends: [{name: front, %s}]
                      backendPools: [{name: pool, %s}]
                      probes: [{name: up, protocol: Http, port: 443, requestPath: /up, intervalInSeconds: 10, probeThreshold: 3}]
                      rules: [{name: rule, frontend: front, backendPool: pool, probe: up, %s}]
                """.formatted(frontend, pool, rule);
    }

    @Test
    void rulesAreReadAsAzPrintsThem() {
        LoadBalancerSpec spec = Inputs.only(
                        loadBalancer(
                                "publicIp: web-ip",
                                "vms: [web-1]",
                                "frontendPort: 80, backendPort: 443, loadDistribution: SourceIPProtocol, idleTimeoutInMinutes: 9, enableTcpReset: true"))
                .input()
                .azure()
                .list(LoadBalancerSpec.class)
                .get(0);

        RuleSpec rule = spec.rules().get(0);
        assertThat(rule.frontend()).isEqualTo(new LoadBalancerSpec.RuleFrontend("front", RuleProtocol.TCP, 80));
        assertThat(rule.backend().floatingIp()).isEqualTo(FloatingIp.DISABLED);
        assertThat(rule.distribution()).isEqualTo(LoadDistribution.SOURCE_IP_PROTOCOL);
        assertThat(rule.idleTimeout()).isEqualTo(new IdleTimeout(9, IdleTimeout.AtExpiry.RESET));
        assertThat(spec.probes()).containsExactly(new HealthProbe("up", HealthProbe.Kind.HTTP, 443, "/up", 10, 3));
    }

    @Test
    void namesMustLeadSomewhere() {
        assertThat(errors(loadBalancer("publicIp: web-pi", "vms: [web-2]", "frontendPort: 80, backendPort: 443")))
                .anySatisfy(error -> assertThat(error).contains("there is no public IP 'web-pi'", "web-ip"))
                .anySatisfy(error -> assertThat(error).contains("there is no machine 'web-2'", "web-1"));
    }

    @Test
    void aFrontendIsPublicOrInternal() {
        assertThat(errors(loadBalancer(
                        "publicIp: web-ip, subnet: corp/vms", "vms: [web-1]", "frontendPort: 80, backendPort: 443")))
                .anySatisfy(error -> assertThat(error).contains("either 'subnet' or 'publicIp'"));
    }

    @Test
    void allPortsGoWithProtocolAllAndInternalFrontends() {
        assertThat(errors(loadBalancer("subnet: corp/vms", "vms: [web-1]", "protocol: All, frontendPort: 80")))
                .anySatisfy(error -> assertThat(error).contains("protocol 'All' goes with frontendPort 0"));
        assertThat(errors(loadBalancer(
                        "publicIp: web-ip", "vms: [web-1]", "protocol: All, frontendPort: 0, backendPort: 0")))
                .anySatisfy(error -> assertThat(error).contains("internal frontends only"));
    }

    @Test
    void aPrivateLinkServiceNeedsALoadBalancerThatIsThere() {
        String service = """
                privateLinkServices: [{name: pls, loadBalancer: wbe, frontend: front, subnet: corp/vms}]
                privateEndpoints: [{name: pe, subnet: corp/vms, privateLinkService: psl}]
                """.indent(2);

        assertThat(errors(loadBalancer("subnet: corp/vms", "vms: [web-1]", "frontendPort: 80, backendPort: 443")
                        + service))
                .anySatisfy(error -> assertThat(error).contains("there is no load balancer 'wbe'", "web"))
                .anySatisfy(error -> assertThat(error).contains("there is no private link service 'psl'", "pls"));
    }

    @Test
    void aPrivateLinkServiceIsRead() {
        String service = "  privateLinkServices: [{name: pls, loadBalancer: web, frontend: front, subnet: corp/vms,"
                + " natIps: [10.1.2.200], natIpCount: 2, enableProxyProtocol: true}]\n";
        PrivateLinkServiceSpec spec = Inputs.only(
                        loadBalancer("subnet: corp/vms", "vms: [web-1]", "frontendPort: 80, backendPort: 443")
                                + service)
                .input()
                .azure()
                .list(PrivateLinkServiceSpec.class)
                .get(0);

        assertThat(spec.nat().count()).isEqualTo(2);
        assertThat(spec.nat().declared()).hasToString("[10.1.2.200]");
        assertThat(spec.proxyProtocol()).isEqualTo(PrivateLinkServiceSpec.ProxyProtocol.V2);
    }
}
