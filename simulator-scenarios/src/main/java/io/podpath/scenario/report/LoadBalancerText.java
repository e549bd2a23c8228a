package io.podpath.scenario.report;

import io.podpath.azure.TextTable;
import io.podpath.azure.loadbalancer.Backend;
import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.loadbalancer.LoadBalancerConfig;
import io.podpath.azure.loadbalancer.LoadBalancingRule;
import io.podpath.azure.loadbalancer.OutboundRule;
import io.podpath.azure.resource.FloatingIp;
import io.podpath.azure.resource.HealthProbe;
import java.util.ArrayList;
import java.util.List;

/** Load balancers as tables: frontends, rules, and what their probes find. */
public final class LoadBalancerText {

    private LoadBalancerText() {}

    /** The tables, one load balancer after the other. */
    public static String of(List<LoadBalancerConfig> loadBalancers) {
        StringBuilder text = new StringBuilder();
        for (LoadBalancerConfig config : loadBalancers) {
            if (!text.isEmpty()) {
                text.append('\n');
            }
            text.append("load balancer ").append(config.name()).append("\n\n");
            text.append(frontends(config)).append('\n').append(rules(config));
            if (!config.outboundRules().isEmpty()) {
                text.append('\n').append(outboundRules(config));
            }
        }
        return text.toString();
    }

    private static String frontends(LoadBalancerConfig config) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Frontend", "Address", "Scope"));
        for (Frontend frontend : config.frontends()) {
            rows.add(List.of(
                    frontend.name(),
                    frontend.address().toString(),
                    frontend.scope() == Frontend.Scope.PUBLIC ? "public" : "internal"));
        }
        return TextTable.render(rows);
    }

    private static String rules(LoadBalancerConfig config) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "Rule",
                "Protocol",
                "Frontend",
                "BackendPort",
                "FloatingIP",
                "LoadDistribution",
                "Probe",
                "Idle",
                "Healthy"));
        for (LoadBalancingRule rule : config.rules()) {
            rows.add(List.of(
                    rule.name(),
                    rule.protocol().spelling(),
                    rule.takesAllPorts()
                            ? rule.frontend().address() + ":*"
                            : rule.frontend().toString(),
                    rule.backend().port() == 0
                            ? "*"
                            : String.valueOf(rule.backend().port()),
                    rule.backend().floatingIp() == FloatingIp.ENABLED ? "on" : "off",
                    rule.distribution().spelling(),
                    rule.findProbe().map(HealthProbe::toString).orElse("none"),
                    rule.settings().idleTimeout().toString(),
                    names(config, rule)));
        }
        return TextTable.render(rows);
    }

    private static String names(LoadBalancerConfig config, LoadBalancingRule rule) {
        List<String> healthy = config.pool(rule.backend().pool()).stream()
                .filter(backend -> config.health().isUp(rule, backend))
                .map(Backend::nic)
                .toList();
        return healthy.isEmpty() ? "none" : String.join(" ", healthy);
    }

    private static String outboundRules(LoadBalancerConfig config) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("OutboundRule", "Addresses", "PortsEach", "Idle"));
        for (OutboundRule rule : config.outboundRules()) {
            rows.add(List.of(
                    rule.name(),
                    String.join(
                            " ",
                            rule.ports().addresses().stream()
                                    .map(Object::toString)
                                    .toList()),
                    String.valueOf(rule.ports().portsPerBackend()),
                    rule.idleTimeout().toString()));
        }
        return TextTable.render(rows);
    }
}
