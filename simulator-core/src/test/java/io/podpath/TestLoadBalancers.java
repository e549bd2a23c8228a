package io.podpath;

import io.podpath.azure.resource.FloatingIp;
import io.podpath.azure.resource.HealthProbe;
import io.podpath.azure.resource.IdleTimeout;
import io.podpath.azure.resource.LoadBalancerSpec;
import io.podpath.azure.resource.LoadBalancerSpec.BackendPoolSpec;
import io.podpath.azure.resource.LoadBalancerSpec.FrontendPlace;
import io.podpath.azure.resource.LoadBalancerSpec.FrontendSpec;
import io.podpath.azure.resource.LoadBalancerSpec.InternalFrontend;
import io.podpath.azure.resource.LoadBalancerSpec.OutboundSnat;
import io.podpath.azure.resource.LoadBalancerSpec.PublicFrontend;
import io.podpath.azure.resource.LoadBalancerSpec.RuleBackend;
import io.podpath.azure.resource.LoadBalancerSpec.RuleFrontend;
import io.podpath.azure.resource.LoadBalancerSpec.RuleSpec;
import io.podpath.azure.resource.LoadDistribution;
import io.podpath.azure.resource.RuleProtocol;
import io.podpath.model.IpAddress;
import java.util.List;

/** Load balancers with one frontend, one rule and one pool, for tests. */
final class TestLoadBalancers {

    private TestLoadBalancers() {}

    /** {@code web-lb @ corp/vms 10.1.2.100 : 80 -> 8080}: an internal one; {@code : 0 -> 0} for every port. */
    static LoadBalancerSpec internal(String text, FloatingIp floatingIp, String... members) {
        String[] words = text.split(" ", -1);
        return of(
                words[0],
                new InternalFrontend(TestAzure.reference(words[2]), IpAddress.parse(words[3])),
                Integer.parseInt(words[5]),
                new RuleBackend("pool", Integer.parseInt(words[7]), floatingIp, OutboundSnat.DISABLED),
                members);
    }

    /** {@code web-lb @ 20.0.0.50 : 80 -> 8080}: a public one, without floating IP. */
    static LoadBalancerSpec open(String text, OutboundSnat outboundSnat, String... members) {
        String[] words = text.split(" ", -1);
        return of(
                words[0],
                new PublicFrontend(words[2]),
                Integer.parseInt(words[4]),
                new RuleBackend("pool", Integer.parseInt(words[6]), FloatingIp.DISABLED, outboundSnat),
                members);
    }

    private static LoadBalancerSpec of(
            String name, FrontendPlace place, int port, RuleBackend backend, String... members) {
        RuleProtocol protocol = port == 0 ? RuleProtocol.ALL : RuleProtocol.TCP;
        return new LoadBalancerSpec(
                name,
                List.of(new FrontendSpec("front", place)),
                List.of(new BackendPoolSpec("pool", List.of(members), List.of())),
                List.of(HealthProbe.tcp("alive", 443)),
                List.of(new RuleSpec(
                        "rule",
                        new RuleFrontend("front", protocol, port),
                        backend,
                        LoadDistribution.FIVE_TUPLE,
                        "alive",
                        IdleTimeout.DEFAULT)),
                List.of());
    }
}
