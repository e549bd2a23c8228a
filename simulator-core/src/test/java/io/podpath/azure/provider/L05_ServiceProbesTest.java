package io.podpath.azure.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podpath.azure.provider.LoadBalancedService.Port;
import io.podpath.azure.provider.ServiceProbes.Mode;
import io.podpath.azure.resource.HealthProbe;
import io.podpath.azure.resource.IdleTimeout;
import io.podpath.model.Protocol;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feature: the health probes that the provider writes, by policy, annotations and mode. */
class L05_ServiceProbesTest {

    private static final String ALL = "service.beta.kubernetes.io/azure-load-balancer-health-probe-";
    private static final String OF_80 = "service.beta.kubernetes.io/port_80_";
    private static final Port HTTP = new Port("http", Protocol.TCP, 80, 31_080, "");
    private static final Port ADMIN = new Port("admin", Protocol.TCP, 8_081, 31_081, "https");
    private static final Port DNS = new Port("dns", Protocol.UDP, 53, 31_053, "");

    private static ServiceProbes cluster(Map<String, String> annotations) {
        return new ServiceProbes(annotations, List.of(HTTP, ADMIN, DNS), 0, Mode.SERVICE_NODE_PORT);
    }

    private static ServiceProbes local(Map<String, String> annotations) {
        return new ServiceProbes(annotations, List.of(HTTP, ADMIN, DNS), 32_000, Mode.SERVICE_NODE_PORT);
    }

    private static String text(ServiceProbes probes, Port port) {
        return probes.find(port, "rule").map(HealthProbe::toString).orElse("none");
    }

    @Test
    void policyClusterAsksEachNodePort() {
        assertThat(text(cluster(Map.of()), HTTP)).isEqualTo("Tcp at port 31080 every 5 s, 2 failures");
        assertThat(text(cluster(Map.of()), ADMIN)).isEqualTo("Https / at port 31081 every 5 s, 2 failures");
        assertThat(text(cluster(Map.of()), DNS)).isEqualTo("none");
    }

    @Test
    void policyLocalAsksWhetherTheNodeHasAnEndpoint() {
        assertThat(text(local(Map.of()), HTTP)).isEqualTo("Http /healthz at port 32000 every 5 s, 2 failures");
        assertThat(text(local(Map.of()), DNS)).isEqualTo("Http /healthz at port 32000 every 5 s, 2 failures");
    }

    @Test
    void theSharedModeAsksTheRelayForPolicyClusterOnly() {
        ServiceProbes shared = new ServiceProbes(Map.of(), List.of(HTTP, DNS), 0, Mode.SHARED);
        ServiceProbes sharedLocal = new ServiceProbes(Map.of(), List.of(HTTP, DNS), 32_000, Mode.SHARED);

        assertThat(text(shared, HTTP)).startsWith("Http /healthz at port 10356");
        assertThat(text(shared, DNS)).startsWith("Http /healthz at port 10356");
        assertThat(text(sharedLocal, HTTP)).startsWith("Http /healthz at port 32000");
    }

    /** One row: annotation of port 80, its value, the probe. */
    @ParameterizedTest
    @CsvSource({
        "health-probe_protocol,     http,    Http / at port 31080 every 5 s",
        "health-probe_protocol,     gopher,  Tcp at port 31080 every 5 s",
        "health-probe_port,         8081,    Tcp at port 31081 every 5 s",
        "health-probe_port,         admin,   Tcp at port 31081 every 5 s",
        "health-probe_port,         10256,   Tcp at port 10256 every 5 s",
        "health-probe_interval,     20,      Tcp at port 31080 every 20 s",
        "no_probe_rule,             true,    none"
    })
    void annotationsOfAPortComeFirst(String what, String value, String expected) {
        assertThat(text(cluster(Map.of(OF_80 + what, value)), HTTP)).startsWith(expected);
    }

    @Test
    void aProbePortOfItsOwnComesBeforeTheProbeOfThePolicy() {
        assertThat(text(local(Map.of(OF_80 + "health-probe_port", "8081")), HTTP))
                .startsWith("Tcp at port 31081");
    }

    @Test
    void appProtocolComesBeforeTheAnnotationForAllPorts() {
        ServiceProbes probes = cluster(Map.of(ALL + "protocol", "http", ALL + "request-path", "/up"));

        assertThat(text(probes, HTTP)).startsWith("Http /up at port 31080");
        assertThat(text(probes, ADMIN)).startsWith("Https /up at port 31081");
    }

    @Test
    void aRuleForAllPortsTakesTheFirstProbeThereIs() {
        assertThat(cluster(Map.of()).findForAllPorts("rule"))
                .hasToString("Optional[Tcp at port 31080 every 5 s, 2 failures]");
        assertThat(local(Map.of()).findForAllPorts("rule").orElseThrow().port()).isEqualTo(32_000);
    }

    @Test
    void aPrivateLinkWithProxyHeaderIsProbedPortByPort() {
        ServiceProbes probes = local(
                Map.of(ServiceAnnotation.PLS_CREATE.key(), "true", ServiceAnnotation.PLS_PROXY_PROTOCOL.key(), "true"));

        assertThat(text(probes, HTTP)).startsWith("Tcp at port 31080");
    }

    @Test
    void aPortMayBeLeftOut() {
        assertThat(cluster(Map.of(OF_80 + "no_lb_rule", "true")).hasRule(HTTP)).isFalse();
        assertThat(cluster(Map.of(OF_80 + "no_lb_rule", "true")).hasRule(ADMIN)).isTrue();
    }

    @Test
    void theProviderRefusesTimingsThatTakeTooLong() {
        Map<String, String> slow = Map.of(ALL + "interval", "30", ALL + "num-of-probe", "4");

        assertThatThrownBy(() -> cluster(slow).find(HTTP, "rule")).hasMessageContaining("below 120 seconds");
        assertThatThrownBy(() -> cluster(Map.of(ALL + "interval", "soon")).find(HTTP, "rule"))
                .hasMessageContaining("not a whole number");
        assertThatThrownBy(() -> cluster(Map.of(ALL + "num-of-probe", "1")).find(HTTP, "rule"))
                .hasMessageContaining("at least 2");
    }

    @Test
    void idleTimeoutAndResetAreAnnotated() {
        String minutes = ServiceAnnotation.TCP_IDLE_TIMEOUT.key();

        assertThat(ServiceIdleTimeout.of(Map.of())).isEqualTo(IdleTimeout.OF_SERVICE);
        assertThat(ServiceIdleTimeout.of(Map.of(minutes, "30", ServiceAnnotation.DISABLE_TCP_RESET.key(), "true")))
                .hasToString("idle timeout 30 min, no TCP reset");
        assertThatThrownBy(() -> ServiceIdleTimeout.of(Map.of(minutes, "3"))).hasMessageContaining("at least 4");
        assertThatThrownBy(() -> ServiceIdleTimeout.of(Map.of(minutes, "101"))).hasMessageContaining("at most 100");
    }

    @Test
    void everyAnnotationOfTheProviderIsKnown() {
        assertThat(ServiceAnnotation.isKnown(OF_80 + "health-probe_request-path"))
                .isTrue();
        assertThat(ServiceAnnotation.isKnown(OF_80 + "health-probe_path")).isFalse();
        assertThat(ServiceAnnotation.isKnown("service.beta.kubernetes.io/azure-pls-create"))
                .isTrue();
        assertThat(ServiceAnnotation.isKnown("service.beta.kubernetes.io/azure-load-balancer-intern"))
                .isFalse();
    }
}
