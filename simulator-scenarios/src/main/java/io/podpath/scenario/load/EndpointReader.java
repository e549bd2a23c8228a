package io.podpath.scenario.load;

import io.podpath.cluster.EndpointSlice;
import io.podpath.cluster.EndpointSlice.Conditions;
import io.podpath.cluster.EndpointSlice.Endpoint;
import io.podpath.cluster.EndpointSlice.Hints;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads EndpointSlices, and Endpoints as the mirroring controller would turn them into EndpointSlices. */
final class EndpointReader {

    private static final int MAX_PORT = 65535;
    private static final Map<String, String> ADDRESS_TYPES = Choices.words("IPv4", "IPv6", "FQDN");

    private EndpointReader() {}

    /** A slice, or nothing if it holds names instead of addresses. */
    static Optional<EndpointSlice> readSlice(KubeObject object) {
        Fields fields = object.fields();
        Optional<String> type =
                fields.required("addressType", (node, what) -> fields.values().choice(node, what, ADDRESS_TYPES));
        if (type.isEmpty() || type.get().equals("FQDN")) {
            return Optional.empty();
        }
        List<Endpoint> endpoints = new ArrayList<>();
        for (Fields endpoint : fields.objects("endpoints")) {
            List<IpAddress> addresses = endpoint.list("addresses", endpoint.values()::address);
            if (!addresses.isEmpty()) {
                endpoints.add(new Endpoint(
                        addresses,
                        conditions(endpoint.child("conditions")),
                        endpoint.text("nodeName").orElse(null),
                        new Hints(
                                names(endpoint.child("hints").objects("forZones")),
                                names(endpoint.child("hints").objects("forNodes")))));
            }
        }
        String service = object.metadata().map("labels").getOrDefault(EndpointSlice.SERVICE_NAME_LABEL, "");
        return Optional.of(new EndpointSlice(
                object.name(),
                service,
                type.get().equals("IPv4") ? IpFamily.IPV4 : IpFamily.IPV6,
                ports(fields),
                endpoints));
    }

    /** One slice for each subset and family; unready addresses become endpoints that are not ready. */
    static List<EndpointSlice> readEndpoints(KubeObject object) {
        List<EndpointSlice> slices = new ArrayList<>();
        for (Fields subset : object.fields().objects("subsets")) {
            List<Endpoint> endpoints = new ArrayList<>();
            subset.objects("addresses").forEach(entry -> add(entry, Conditions.READY, endpoints));
            Conditions notReady = new Conditions(false, false, false);
            subset.objects("notReadyAddresses").forEach(entry -> add(entry, notReady, endpoints));
            for (IpFamily family : IpFamily.values()) {
                List<Endpoint> ofFamily = endpoints.stream()
                        .filter(endpoint -> endpoint.addresses().get(0).family() == family)
                        .toList();
                if (!ofFamily.isEmpty()) {
                    slices.add(new EndpointSlice(object.name(), object.name().name(), family, ports(subset), ofFamily));
                }
            }
        }
        return slices;
    }

    private static void add(Fields entry, Conditions conditions, List<Endpoint> endpoints) {
        entry.required("ip", entry.values()::address)
                .ifPresent(ip -> endpoints.add(new Endpoint(
                        List.of(ip), conditions, entry.text("nodeName").orElse(null), Hints.NONE)));
    }

    private static List<EndpointSlice.Port> ports(Fields fields) {
        List<EndpointSlice.Port> ports = new ArrayList<>();
        for (Fields port : fields.objects("ports")) {
            OptionalInt number = port.integer("port", 1, MAX_PORT);
            if (number.isPresent()) {
                ports.add(new EndpointSlice.Port(
                        port.text("name", ""),
                        port.choice("protocol", PodReader.PROTOCOLS).orElse(Protocol.TCP),
                        number.getAsInt()));
            }
        }
        return ports;
    }

    /** Absent conditions count as ready, serving and not terminating. */
    private static Conditions conditions(Fields conditions) {
        boolean ready = !conditions.has("ready") || conditions.flag("ready");
        boolean serving = conditions.has("serving") ? conditions.flag("serving") : ready;
        return new Conditions(ready, serving, conditions.flag("terminating"));
    }

    private static Set<String> names(List<Fields> entries) {
        Set<String> names = new LinkedHashSet<>();
        entries.forEach(entry -> entry.text("name").ifPresent(names::add));
        return names;
    }
}
