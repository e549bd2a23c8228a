package io.podpath.scenario.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.podpath.azure.loadbalancer.Backend;
import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.loadbalancer.LoadBalancerConfig;
import io.podpath.azure.loadbalancer.LoadBalancingRule;
import io.podpath.azure.loadbalancer.OutboundRule;
import io.podpath.azure.resource.HealthProbe;
import io.podpath.azure.resource.IdleTimeout;
import io.podpath.azure.resource.LoadBalancerSpec.OutboundSnat;
import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Load balancers as JSON, with the fields of {@code az network lb list --output json} that podpath knows. Names stand in
 * place of resource ids, and addresses of public frontends in place of references to them.
 *
 * <p><i>Source:</i> Azure REST API, Load Balancers.
 */
public final class LoadBalancerJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private LoadBalancerJson() {}

    /**
     * Writes the load balancers, with a line break at the end.
     *
     * @throws UncheckedIOException if the writer fails
     */
    public static void write(List<LoadBalancerConfig> loadBalancers, Writer writer) {
        try (JsonGenerator json = FACTORY.createGenerator(writer).useDefaultPrettyPrinter()) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartArray();
            for (LoadBalancerConfig config : loadBalancers) {
                write(config, json);
            }
            json.writeEndArray();
            json.writeRaw('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(LoadBalancerConfig config, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", config.name());
        json.writeObjectFieldStart("sku");
        json.writeStringField("name", "Standard");
        json.writeEndObject();
        json.writeArrayFieldStart("frontendIPConfigurations");
        for (Frontend frontend : config.frontends()) {
            write(frontend, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("backendAddressPools");
        for (Map.Entry<String, List<Backend>> pool : config.pools().entrySet()) {
            write(pool.getKey(), pool.getValue(), json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("loadBalancingRules");
        for (LoadBalancingRule rule : config.rules()) {
            write(rule, config, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("probes");
        for (HealthProbe probe : probes(config).values()) {
            write(probe, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("outboundRules");
        for (OutboundRule rule : config.outboundRules()) {
            write(rule, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static Map<String, HealthProbe> probes(LoadBalancerConfig config) {
        Map<String, HealthProbe> byName = new LinkedHashMap<>();
        config.rules().forEach(rule -> rule.findProbe().ifPresent(probe -> byName.putIfAbsent(probe.name(), probe)));
        return byName;
    }

    private static void write(Frontend frontend, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", frontend.name());
        boolean isPublic = frontend.scope() == Frontend.Scope.PUBLIC;
        json.writeStringField(
                isPublic ? "publicIPAddress" : "privateIPAddress",
                frontend.address().toString());
        json.writeEndObject();
    }

    private static void write(String pool, List<Backend> members, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", pool);
        json.writeArrayFieldStart("loadBalancerBackendAddresses");
        for (Backend backend : members) {
            for (IpAddress address : backend.addresses()) {
                json.writeStartObject();
                json.writeStringField("name", backend.nic());
                json.writeStringField("ipAddress", address.toString());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(LoadBalancingRule rule, LoadBalancerConfig config, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", rule.name());
        json.writeStringField("protocol", rule.protocol().spelling());
        json.writeStringField("frontendIPConfiguration", frontendName(rule.frontend(), config));
        json.writeNumberField("frontendPort", rule.frontend().port());
        json.writeStringField("backendAddressPool", rule.backend().pool());
        json.writeNumberField("backendPort", rule.backend().port());
        json.writeBooleanField("enableFloatingIP", rule.isFloating());
        json.writeStringField("loadDistribution", rule.distribution().spelling());
        write(rule.settings().idleTimeout(), json);
        json.writeBooleanField("disableOutboundSnat", rule.settings().outboundSnat() == OutboundSnat.DISABLED);
        if (rule.findProbe().isPresent()) {
            json.writeStringField("probe", rule.findProbe().get().name());
        } else {
            json.writeNullField("probe");
        }
        json.writeEndObject();
    }

    private static String frontendName(TransportAddress address, LoadBalancerConfig config) {
        return config.frontends().stream()
                .filter(frontend -> frontend.address().equals(address.address()))
                .map(Frontend::name)
                .findFirst()
                .orElse("");
    }

    private static void write(IdleTimeout idle, JsonGenerator json) throws IOException {
        json.writeNumberField("idleTimeoutInMinutes", idle.minutes());
        json.writeBooleanField("enableTcpReset", idle.atExpiry() == IdleTimeout.AtExpiry.RESET);
    }

    private static void write(HealthProbe probe, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", probe.name());
        json.writeStringField("protocol", probe.kind().spelling());
        json.writeNumberField("port", probe.port());
        if (!probe.path().isEmpty()) {
            json.writeStringField("requestPath", probe.path());
        }
        json.writeNumberField("intervalInSeconds", probe.intervalSeconds());
        json.writeNumberField("probeThreshold", probe.threshold());
        json.writeEndObject();
    }

    private static void write(OutboundRule rule, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", rule.name());
        json.writeStringField("backendAddressPool", rule.pool());
        json.writeArrayFieldStart("frontendIPConfigurations");
        for (IpAddress address : rule.ports().addresses()) {
            json.writeString(address.toString());
        }
        json.writeEndArray();
        json.writeNumberField("allocatedOutboundPorts", rule.ports().portsPerBackend());
        write(rule.idleTimeout(), json);
        json.writeEndObject();
    }
}
