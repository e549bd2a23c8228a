package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.aks.AksCluster;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Pod;
import io.podpath.cluster.PodSpec;
import io.podpath.cluster.StaticGatewayConfiguration;
import io.podpath.cluster.Subject;
import io.podpath.cluster.Workload;
import java.util.List;

/**
 * Static gateway configurations and the pods that name them.
 *
 * <p><i>Source:</i> Azure docs, Configure Static Egress Gateway (Limitations); Azure/kube-egress-gateway {@code
 * docs/troubleshooting.md} (Known Limitations); facts SEG-LIMITS, SEG-PODS.
 */
final class EgressGatewayChecks {

    private final AksCluster cluster;
    private final SimulationInput input;
    private final List<StaticGatewayConfiguration> configurations;
    private final Findings findings;

    EgressGatewayChecks(SimulationInput input, Findings findings) {
        this.input = input;
        this.cluster = input.cluster();
        this.configurations = input.objects().addons().staticGateways();
        this.findings = findings;
    }

    void run() {
        configurations.forEach(this::check);
        for (Pod pod : input.objects().pods()) {
            check(pod.spec(), Subject.object("Pod", pod.name()), pod.name().namespace());
        }
        for (Workload workload : input.objects().workloads()) {
            Subject subject = Subject.object(workload.kind().text(), workload.name());
            check(workload.template(), subject, workload.name().namespace());
        }
    }

    private void check(StaticGatewayConfiguration configuration) {
        Subject subject = Subject.object("StaticGatewayConfiguration", configuration.name());
        boolean hasPool = cluster.nodePools().stream()
                .anyMatch(pool -> pool.name().equals(configuration.nodePool()) && pool.isGateway());
        if (!hasPool) {
            findings.error(
                    subject,
                    "there is no node pool '" + configuration.nodePool() + "' of mode Gateway for "
                            + configuration.name());
        }
        if (cluster.usesPodSubnet()) {
            findings.error(subject, "static egress gateways do not go with a pod subnet");
        }
        if (cluster.ranges().findIpv6().isPresent()) {
            findings.error(subject, "static egress gateways do not go with a dual-stack cluster");
        }
    }

    private void check(PodSpec spec, Subject subject, String namespace) {
        spec.findStaticGateway().ifPresent(name -> {
            if (spec.hostNetwork()) {
                findings.error(subject, "a pod on the host network cannot use a static egress gateway");
            }
            NamespacedName wanted = new NamespacedName(namespace, name);
            if (configurations.stream().noneMatch(each -> each.name().equals(wanted))) {
                findings.error(
                        subject,
                        "there is no StaticGatewayConfiguration '" + name + "' in namespace '" + namespace
                                + "'; the pod would not start");
            }
        });
    }
}
