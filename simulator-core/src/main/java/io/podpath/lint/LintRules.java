package io.podpath.lint;

import java.util.List;

/** All rules, in the order of their codes. */
public final class LintRules {

    /** The rules. A code that was given once is never given to another rule. */
    public static final List<LintRule> ALL = List.of(
            new PodRangeOverlap(),
            new ServiceRangeOverlap(),
            new MasqueradeException(),
            new ShadowedSecurityRule(),
            new EmptySecurityRule(),
            new NodePortSecurityRule(),
            new BlockedLoadBalancer(),
            new BlockedHealthProbe(),
            new BlockedClusterTraffic(),
            new UnattachedSecurityGroup(),
            new MissingPodRoute(),
            new PublicServiceBehindDefaultRoute(),
            new UselessUserRoute(),
            new UnattachedRouteTable(),
            new ServiceWithoutPods(),
            new UnknownTargetPort(),
            new UndeclaredTargetPort(),
            new UnenforcedNetworkPolicy(),
            new PolicyWithoutPods(),
            new RetiringFeature());

    private LintRules() {}
}
