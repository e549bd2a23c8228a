package io.podpath.scenario.conformance;

import io.podpath.cluster.NamespacedName;
import io.podpath.kubeproxy.ConntrackCleanup;
import io.podpath.kubeproxy.EndpointInfo;
import io.podpath.kubeproxy.EndpointsMap;
import io.podpath.kubeproxy.ServicePortName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Kind {@code EndpointMap}: endpoints before and after a change of slices, in order, and what follows from it. */
final class EndpointMapEvaluator implements KindEvaluator {

    @Override
    public void evaluate(Fields file, FileResult result) {
        for (Fields item : file.list("cases")) {
            ConformanceCase settings = ConformanceCase.of(file, item);
            String id = item.text("id") + " ";
            Fields expect = item.at("expect");
            String node = settings.node().name();
            EndpointsMap previous = settings.endpoints("previousEndpointSlices");
            EndpointsMap current = settings.endpoints("currentEndpointSlices");
            result.check(id + "previous", expected(expect.list("previous")), actual(previous, node));
            result.check(id + "current", expected(expect.list("current")), actual(current, node));
            result.check(
                    id + "conntrackCleanupRequired",
                    expect.flag("conntrackCleanupRequired", false),
                    ConntrackCleanup.isRequiredAfter(previous, current));
            Map<String, String> counts = new TreeMap<>();
            for (Map.Entry<NamespacedName, Integer> count :
                    current.localReadyCounts(node).entrySet()) {
                counts.put(count.getKey().toString(), count.getValue().toString());
            }
            result.check(id + "localReadyEndpointIPs", new TreeMap<>(expect.textMap("localReadyEndpointIPs")), counts);
        }
    }

    private static Map<String, List<String>> expected(List<Fields> servicePorts) {
        Map<String, List<String>> map = new TreeMap<>();
        for (Fields servicePort : servicePorts) {
            List<String> endpoints = new ArrayList<>();
            for (Fields endpoint : servicePort.list("endpoints")) {
                endpoints.add(describe(endpoint.text("endpoint"), endpoint.flag("isLocal", false)));
            }
            String key =
                    servicePort.text("service") + " " + servicePort.text("port") + " " + servicePort.text("protocol");
            map.put(key, endpoints);
        }
        return map;
    }

    private static Map<String, List<String>> actual(EndpointsMap endpoints, String node) {
        Map<String, List<String>> map = new TreeMap<>();
        for (ServicePortName name : endpoints.servicePorts()) {
            List<String> list = new ArrayList<>();
            for (EndpointInfo endpoint : endpoints.listEndpoints(name)) {
                list.add(describe(endpoint.address().toString(), endpoint.isOn(node)));
            }
            map.put(name.service() + " " + name.port() + " " + name.protocol(), list);
        }
        return map;
    }

    private static String describe(String endpoint, boolean local) {
        return endpoint + (local ? " (local)" : "");
    }
}
