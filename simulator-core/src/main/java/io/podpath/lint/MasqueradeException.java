package io.podpath.lint;

import io.podpath.cluster.MasqueradeConfig;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import java.util.ArrayList;
import java.util.List;

/**
 * Ranges that ip-masq-agent is told to leave alone although nobody in them can answer a pod: they see the pod's own
 * address, for which nothing outside the cluster has a route.
 *
 * <p><i>Source:</i> Azure docs, Update Azure CNI, the warning about a custom ip-masq-agent configuration.
 */
final class MasqueradeException implements LintRule {

    private static final RuleId ID = new RuleId(
            "PP103",
            "masquerade-exception",
            "ip-masq-agent keeps the pod's address towards hosts that cannot answer it");

    private static final String SOURCE = "Azure docs, Update Azure CNI; Azure/ip-masq-agent-v2 README";

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        List<Finding> findings = new ArrayList<>();
        boolean hasAgent = !input.cluster().networking().plugin().equals("none");
        for (MasqueradeConfig config : input.objects().masqueradeConfigs()) {
            if (!hasAgent || config.name().equals(MasqueradeConfig.OF_AKS)) {
                continue;
            }
            for (Cidr range : config.nonMasqueradeCidrs()) {
                boolean isPods = input.cluster()
                        .ranges()
                        .findPodCidr()
                        .filter(pods -> pods.contains(range))
                        .isPresent();
                if (!isPods && range.network().isIpv4()) {
                    findings.add(finding(config, range, input));
                }
            }
        }
        return findings;
    }

    private static Finding finding(MasqueradeConfig config, Cidr range, LintInput input) {
        Subject subject = Subject.object("ConfigMap", config.name());
        String keeps = "nonMasqueradeCIDRs has " + range + ", so hosts there see the addresses of pods";
        if (input.isOverlay()) {
            return ID.finding(
                    Severity.ERROR,
                    subject,
                    keeps + ", which nothing outside an Overlay cluster can answer",
                    new Advice(
                            "only the cluster's nodes are in the routing domain of the overlay; an answer to a pod's"
                                    + " address is dropped, and connections to " + range + " time out",
                            "take the range out of the ConfigMap, or delete it; AKS keeps its own list with the pod CIDR",
                            SOURCE));
        }
        if (input.isKubenet()) {
            return ID.finding(
                    Severity.WARNING,
                    subject,
                    keeps + ", which only subnets with the cluster's route table can answer",
                    new Advice(
                            "with kubenet the virtual network knows pods by the routes of one route table only",
                            "take the range out, or attach the cluster's route table to the subnets that have to answer",
                            SOURCE));
        }
        return ID.finding(
                Severity.NOTE,
                subject,
                keeps + "; an update of this cluster to Overlay would break that",
                new Advice(
                        "pods of a flat network can be answered from connected networks, those of Overlay cannot",
                        "before 'az aks update --network-plugin-mode overlay', take the range out, or delete the"
                                + " ConfigMap if nobody needs it",
                        SOURCE));
    }
}
