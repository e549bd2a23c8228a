package io.podpath.scenario.load;

import io.podpath.cluster.ContainerPort;
import io.podpath.cluster.LabelSelector;
import io.podpath.cluster.Pod;
import io.podpath.cluster.PodDns;
import io.podpath.cluster.PodSpec;
import io.podpath.cluster.PodStatus;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads pods and the templates of pods. */
final class PodReader {

    /** The transports of Kubernetes ports, in its spelling. */
    static final Map<String, Protocol> PROTOCOLS =
            Choices.of(new Protocol[] {Protocol.TCP, Protocol.UDP, Protocol.SCTP}, Protocol::name);

    private static final Map<String, PodDns.Policy> DNS_POLICIES =
            Choices.of(PodDns.Policy.values(), PodDns.Policy::text);

    private static final int MAX_PORT = 65535;

    private PodReader() {}

    static Pod read(KubeObject object) {
        PodSpec spec = EgressGatewayReader.annotated(spec(object.spec()), object.metadata());
        return new Pod(object.name(), object.metadata().map("labels"), spec, status(object));
    }

    /** What a pod, or the template of one, asks for. */
    static PodSpec spec(Fields spec) {
        List<ContainerPort> ports = new ArrayList<>();
        if (spec.has("containers")) {
            spec.objects("containers").forEach(container -> addPorts(container, ports));
        } else {
            spec.problems().error(spec.node().location(), "'containers' is missing");
        }
        for (Fields container : spec.objects("initContainers")) {
            if (container.text("restartPolicy", "").equals("Always")) {
                addPorts(container, ports);
            }
        }
        return new PodSpec(
                ports,
                spec.flag("hostNetwork"),
                spec.text("nodeName").filter(name -> !name.isEmpty()).orElse(null),
                spec.map("nodeSelector"),
                nodeAffinity(spec),
                dns(spec));
    }

    private static PodDns dns(Fields spec) {
        Fields config = spec.child("dnsConfig");
        Integer ndots = null;
        for (Fields option : config.objects("options")) {
            if (option.text("name", "").equals("ndots")) {
                ndots = option.text("value")
                        .filter(value -> value.matches("[0-9]{1,2}"))
                        .map(Integer::valueOf)
                        .orElse(null);
            }
        }
        return new PodDns(
                spec.choice("dnsPolicy", DNS_POLICIES).orElse(PodDns.Policy.CLUSTER_FIRST),
                config.list("nameservers", config.values()::address),
                config.texts("searches"),
                ndots);
    }

    private static void addPorts(Fields container, List<ContainerPort> ports) {
        for (Fields port : container.objects("ports")) {
            port.requiredInteger("containerPort", 1, MAX_PORT)
                    .ifPresent(number -> ports.add(new ContainerPort(
                            port.text("name", ""),
                            number,
                            port.choice("protocol", PROTOCOLS).orElse(Protocol.TCP),
                            port.integer("hostPort", 0, MAX_PORT, 0))));
        }
    }

    private static List<LabelSelector> nodeAffinity(Fields spec) {
        return spec
                .child("affinity")
                .child("nodeAffinity")
                .child("requiredDuringSchedulingIgnoredDuringExecution")
                .objects("nodeSelectorTerms")
                .stream()
                .map(LabelSelectors::nodeTerm)
                .toList();
    }

    /** A pod without a status is taken as running and ready: it is a manifest, not a dump. */
    private static PodStatus status(KubeObject object) {
        boolean terminating = object.metadata().has("deletionTimestamp");
        if (!object.fields().has("status")) {
            return new PodStatus(true, terminating, false, List.of());
        }
        Fields status = object.status();
        String phase = status.text("phase", "Running");
        boolean finished = phase.equals("Succeeded") || phase.equals("Failed");
        boolean ready = phase.equals("Running");
        for (Fields condition : status.objects("conditions")) {
            if (condition.text("type", "").equals("Ready")) {
                ready = condition.text("status", "").equals("True");
            }
        }
        return new PodStatus(ready && !finished, terminating, finished, podIps(status));
    }

    private static List<IpAddress> podIps(Fields status) {
        Set<IpAddress> addresses = new LinkedHashSet<>();
        status.address("podIP").ifPresent(addresses::add);
        status.objects("podIPs").forEach(entry -> entry.address("ip").ifPresent(addresses::add));
        return List.copyOf(addresses);
    }
}
