package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.azure.resource.NodeResourceGroupSpec;
import io.podpath.azure.resource.NodeResourceGroupSpec.LoadBalancing;
import io.podpath.azure.resource.RuleProtocol;
import io.podpath.cluster.LoadBalancerIngress;
import io.podpath.cluster.NodeSpec;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServicePort;
import io.podpath.cluster.Subject;
import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;

/** Where what AKS has really made differs from what the Kubernetes objects ask for; the given counts, and this says so. */
final class NodeResourceGroupChecks {

    private final SimulationInput input;
    private final Findings findings;

    NodeResourceGroupChecks(SimulationInput input, Findings findings) {
        this.input = input;
        this.findings = findings;
    }

    void run() {
        input.azure().findNodeResourceGroup().ifPresent(group -> {
            Subject subject = Subject.azure("nodeResourceGroup", group.name());
            checkNicGroup(group, subject);
            group.findLoadBalancing().ifPresent(given -> checkRules(given, subject.part("loadBalancingRules")));
            checkNodes(group, subject.part("nodeIps"));
        });
    }

    private void checkNicGroup(NodeResourceGroupSpec group, Subject subject) {
        group.findSecurity()
                .flatMap(NodeResourceGroupSpec.Security::findNodeNicGroup)
                .ifPresent(name ->
                        new VirtualNetworkChecks(input, findings).checkNsg(name, subject.part("nodeNicSecurityGroup")));
    }

    private void checkRules(LoadBalancing given, Subject subject) {
        for (Service service : input.objects().services()) {
            for (LoadBalancerIngress ingress : service.exposure().loadBalancerIngress()) {
                for (ServicePort port : service.ports()) {
                    TransportAddress frontend = new TransportAddress(ingress.ip(), port.port());
                    if (!given.covers(RuleProtocol.of(port.protocol()), frontend)) {
                        findings.warning(
                                subject,
                                "the load balancer has no rule for " + port.protocol() + " " + frontend
                                        + ", which Service " + service.name()
                                        + " asks for; what is given counts, so nothing gets through there");
                    }
                }
            }
        }
    }

    private void checkNodes(NodeResourceGroupSpec group, Subject subject) {
        if (group.nodeIps().isEmpty()) {
            return;
        }
        for (NodeSpec node : input.objects().nodes()) {
            boolean isKnown = node.addresses().stream().anyMatch(group.nodeIps()::contains);
            IpAddress first = node.addresses().stream().findFirst().orElse(null);
            if (!isKnown && first != null) {
                findings.warning(
                        subject,
                        "node " + node.name() + " says it has " + first
                                + ", and no NIC of the nodes has that address; what the node says counts");
            }
        }
    }
}
