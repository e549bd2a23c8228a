package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.cluster.NetworkPolicy;
import io.podpath.cluster.Subject;
import java.util.List;

/**
 * Network policies in a cluster without a policy engine: the API server takes them and nobody enforces them.
 *
 * <p><i>Source:</i> Kubernetes docs, Network Policies (prerequisites).
 */
final class PolicyChecks {

    private final SimulationInput input;
    private final Findings findings;

    PolicyChecks(SimulationInput input, Findings findings) {
        this.input = input;
        this.findings = findings;
    }

    void run() {
        List<NetworkPolicy> policies = input.objects().networkPolicies();
        if (policies.isEmpty() || !input.cluster().networking().policy().equals("none")) {
            return;
        }
        NetworkPolicy first = policies.get(0);
        String others = policies.size() == 1 ? "" : " and " + (policies.size() - 1) + " more";
        findings.warning(
                Subject.object("NetworkPolicy", first.name()),
                "nobody enforces NetworkPolicy " + first.name() + others
                        + ": the cluster has no policy engine (cluster.networkPolicy)");
    }
}
