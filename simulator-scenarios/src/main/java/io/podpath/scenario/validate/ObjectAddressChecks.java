package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.cluster.NodeSpec;
import io.podpath.cluster.Pod;
import io.podpath.cluster.Service;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.scenario.schema.Suggestion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Addresses that nodes, pods and Services declare, and the nodes that pods name. */
final class ObjectAddressChecks {

    private final SimulationInput input;
    private final NodeNetwork network;
    private final Findings findings;
    private final Set<String> nodeNames;
    private final Map<IpAddress, String> taken = new HashMap<>();

    ObjectAddressChecks(SimulationInput input, NodeNetwork network, Findings findings) {
        this.input = input;
        this.network = network;
        this.findings = findings;
        this.nodeNames = new HashSet<>(network.nodeNames());
    }

    void run() {
        input.objects().nodes().forEach(this::checkNode);
        input.objects().pods().forEach(this::checkPod);
        input.objects().services().forEach(this::checkService);
    }

    private void checkNode(NodeSpec node) {
        for (IpAddress ip : node.addresses()) {
            take(ip, "node " + node.name(), Subject.node(node.name()));
            network.findSubnet(input.cluster().poolOf(node))
                    .filter(subnet -> subnet.family() == ip.family() && !subnet.contains(ip))
                    .ifPresent(subnet -> findings.error(
                            Subject.node(node.name()), "address " + ip + " is outside the node subnet " + subnet));
        }
    }

    private void take(IpAddress ip, String owner, Subject subject) {
        String other = taken.putIfAbsent(ip, owner);
        if (other != null) {
            findings.error(subject, ip + " is the address of " + other + " already");
        }
    }

    private void checkPod(Pod pod) {
        Subject subject = Subject.object("Pod", pod.name());
        Optional<String> node = pod.spec().findNodeName();
        boolean namesKnown = network.nodeNames().size() == network.nodeCount();
        // Each missing node is named once, however many pods name it.
        if (node.isPresent() && namesKnown && nodeNames.add(node.get())) {
            findings.error(
                    subject.part("nodeName"),
                    "there is no node '" + node.get() + "'" + Suggestion.didYouMean(node.get(), network.nodeNames()));
        }
        if (!PodRange.hasOwnNetwork(pod)) {
            return;
        }
        Optional<PodRange> range = PodRange.of(input, network);
        for (IpAddress ip : pod.status().podIps()) {
            take(ip, "pod " + pod.name(), subject.part("podIP"));
            range.filter(pods -> pods.isOutside(ip))
                    .ifPresent(pods -> findings.error(
                            subject.part("podIP"), "address " + ip + " is outside the range of pods " + pods));
        }
    }

    private void checkService(Service service) {
        Subject subject = Subject.object("Service", service.name()).part("clusterIP");
        for (IpAddress ip : service.clusterIps()) {
            for (Cidr range : input.cluster().ranges().serviceCidrs()) {
                if (ip.family() == range.family() && !range.contains(ip)) {
                    findings.error(subject, "clusterIP " + ip + " is outside serviceCidr " + range);
                }
            }
            take(ip, "service " + service.name(), subject);
        }
    }
}
