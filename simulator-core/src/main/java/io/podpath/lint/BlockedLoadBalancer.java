package io.podpath.lint;

import io.podpath.cluster.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A security group of one's own that lets no client of a load-balanced Service through. AKS opens its own group only, and
 * both groups must allow.
 *
 * <p>Silent if some clients get through, or may: keeping the others out can be the purpose of the group.
 *
 * <p><i>Source:</i> Azure docs, How network security groups filter network traffic; AKS issues 674, 1485, 2309.
 */
final class BlockedLoadBalancer implements LintRule {

    private static final RuleId ID = new RuleId(
            "PP204",
            "blocked-load-balancer",
            "a security group of one's own lets no client of a load-balanced Service through");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        Map<Subject, List<BlockedClients>> bySubject = new LinkedHashMap<>();
        for (BlockedClients clients : BlockedClients.list(input)) {
            bySubject
                    .computeIfAbsent(clients.blocked().subject(), subject -> new ArrayList<>())
                    .add(clients);
        }
        return bySubject.values().stream().map(BlockedLoadBalancer::finding).toList();
    }

    private static Finding finding(List<BlockedClients> all) {
        BlockedClients first = all.get(0);
        List<String> services = all.stream()
                .map(clients -> clients.port().toString())
                .distinct()
                .toList();
        return ID.finding(
                Severity.ERROR,
                first.blocked().subject(),
                first.blocked().where() + ", lets no client of " + Words.list("Service", services) + " in (packets to "
                        + first.port().destination() + ")",
                new Advice(
                        "AKS writes rules into the group it made, on the nodes' network cards or its own subnet; a group"
                                + " you attach to the subnet is asked as well, and both must allow",
                        "allow the clients to "
                                + (first.port().isFloating()
                                        ? "the frontend address and the port of the Service (not the node port)"
                                        : "the addresses of the nodes at the node port, since floating IP is off")
                                + "; a group that denies the rest also needs the tag AzureLoadBalancer for health probes",
                        "Azure docs, How network security groups filter network traffic; AKS issues 674, 1485, 2309"));
    }
}
