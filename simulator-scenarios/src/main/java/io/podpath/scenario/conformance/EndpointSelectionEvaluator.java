package io.podpath.scenario.conformance;

import io.podpath.kubeproxy.EndpointCategories;
import io.podpath.kubeproxy.EndpointInfo;
import io.podpath.kubeproxy.EndpointSelection;
import io.podpath.kubeproxy.ServicePortInfo;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Kind {@code EndpointSelection}: which endpoints of the only service port a node may use. */
final class EndpointSelectionEvaluator implements KindEvaluator {

    private static final String UNUSED = "never used";

    @Override
    public void evaluate(Fields file, FileResult result) {
        for (Fields item : file.list("cases")) {
            ConformanceCase settings = ConformanceCase.of(file, item);
            Optional<ServicePortInfo> service =
                    settings.servicePorts().listPorts().stream().findFirst();
            if (service.isEmpty()) {
                result.fail(item.text("id"), "a service port", "none in the file");
                continue;
            }
            result.check(
                    item.text("id") + " " + settings.name(),
                    expected(item.at("expect")),
                    actual(settings, service.get()));
        }
    }

    private static String expected(Fields expect) {
        return describe(
                expect.has("clusterEndpoints") ? sorted(expect.texts("clusterEndpoints")) : UNUSED,
                expect.has("localEndpoints") ? sorted(expect.texts("localEndpoints")) : UNUSED,
                sorted(expect.texts("allReachableEndpoints")),
                expect.flag("hasAnyEndpoints", false));
    }

    private static String actual(ConformanceCase settings, ServicePortInfo service) {
        List<EndpointInfo> all = settings.endpoints().listEndpoints(service.name());
        EndpointCategories found = EndpointSelection.categorize(all, service, settings.node(), settings.hints());
        return describe(
                service.usesClusterEndpoints() ? sorted(texts(found.cluster())) : UNUSED,
                service.usesLocalEndpoints() ? sorted(texts(found.local())) : UNUSED,
                sorted(texts(found.reachable())),
                found.hasAny());
    }

    private static String describe(String cluster, String local, String reachable, boolean hasAny) {
        return "cluster " + cluster + ", local " + local + ", reachable " + reachable + ", any " + hasAny;
    }

    private static List<String> texts(List<EndpointInfo> endpoints) {
        return endpoints.stream().map(endpoint -> endpoint.address().toString()).toList();
    }

    private static String sorted(List<String> texts) {
        return new TreeSet<>(texts).toString();
    }
}
