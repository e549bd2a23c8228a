package io.podpath.lint;

import io.podpath.cluster.NetworkPolicy;
import io.podpath.cluster.Subject;
import java.util.List;

/**
 * Network policies in a cluster without a policy engine: the API server takes them and nobody enforces them.
 *
 * <p><i>Source:</i> Kubernetes docs, Network Policies, section Prerequisites.
 */
final class UnenforcedNetworkPolicy implements LintRule {

    private static final RuleId ID = new RuleId(
            "PP404", "unenforced-network-policy", "nobody enforces network policies, since there is no policy engine");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        List<NetworkPolicy> policies = input.objects().networkPolicies();
        boolean isBroughtAlong = input.cluster().networking().plugin().equals("none");
        if (policies.isEmpty()
                || isBroughtAlong
                || !input.cluster().networking().policy().equals("none")) {
            return List.of();
        }
        NetworkPolicy first = policies.get(0);
        String others = policies.size() == 1 ? "" : " and " + (policies.size() - 1) + " more";
        return List.of(ID.finding(
                Severity.WARNING,
                Subject.object("NetworkPolicy", first.name()),
                "nobody enforces NetworkPolicy " + first.name() + others + ": the cluster has no policy engine",
                new Advice(
                        "a NetworkPolicy is a wish; only a policy engine on the nodes drops packets",
                        "create the cluster with --network-policy, best with --network-dataplane cilium",
                        "Kubernetes docs, Network Policies, Prerequisites")));
    }
}
