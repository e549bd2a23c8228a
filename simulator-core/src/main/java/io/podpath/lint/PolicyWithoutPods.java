package io.podpath.lint;

import io.podpath.cluster.LabelSelector;
import io.podpath.cluster.NetworkPolicy;
import io.podpath.cluster.Subject;
import java.util.ArrayList;
import java.util.List;

/**
 * A NetworkPolicy whose podSelector selects no pod: it isolates nothing. An empty selector means every pod of the
 * namespace and is never meant for none.
 *
 * <p><i>Does not look at</i> the peers and ports of its rules, which podpath does not read yet.
 *
 * <p><i>Source:</i> Kubernetes docs, Network Policies, section The NetworkPolicy resource.
 */
final class PolicyWithoutPods implements LintRule {

    private static final RuleId ID =
            new RuleId("PP405", "policy-without-pods", "the podSelector of a NetworkPolicy selects no pod");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        ServiceBackends backends = new ServiceBackends(input);
        List<Finding> findings = new ArrayList<>();
        for (NetworkPolicy policy : input.objects().networkPolicies()) {
            LabelSelector selector = policy.podSelector();
            boolean meansAll = selector.matchLabels().isEmpty()
                    && selector.matchExpressions().isEmpty();
            if (!meansAll
                    && backends.select(policy.name().namespace(), selector).isEmpty()) {
                findings.add(ID.finding(
                        Severity.WARNING,
                        Subject.object("NetworkPolicy", policy.name()),
                        "NetworkPolicy " + policy.name() + " selects no pod of its namespace, so it isolates nothing",
                        new Advice(
                                "a policy applies to the pods of its own namespace that have every label of podSelector",
                                "compare podSelector with the labels of the pods, and the namespaces of both",
                                "Kubernetes docs, Network Policies, The NetworkPolicy resource")));
            }
        }
        return findings;
    }
}
