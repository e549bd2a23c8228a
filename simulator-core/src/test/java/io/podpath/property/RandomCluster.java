package io.podpath.property;

import static io.podpath.TestServices.families;
import static io.podpath.TestServices.internalLoadBalancer;
import static io.podpath.TestServices.loadBalancer;
import static io.podpath.TestServices.nodePort;

import io.podpath.TestNetwork;
import io.podpath.TestNetwork.Model;
import io.podpath.aks.NodeKernel;
import io.podpath.cluster.IpFamilyPolicy;
import io.podpath.cluster.Service;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.model.IpFamily;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * A small random cluster with a machine, a client pod and one Service, and a random probe for it.
 *
 * @param stack the networking model, and the family the probe speaks
 * @param kernel the nodes' kernel
 * @param nodes how many nodes
 * @param webNodes where the ready endpoints are
 * @param exposure how the Service is exposed
 * @param policy its external traffic policy
 * @param probe who calls whom
 * @param seed of all choices
 */
record RandomCluster(
        Stack stack,
        NodeKernel kernel,
        int nodes,
        List<Integer> webNodes,
        String exposure,
        TrafficPolicy policy,
        String probe,
        long seed) {

    /** A model, and the family of a probe; only two models have both. */
    record Stack(Model model, IpFamily family) {

        private static final Arbitrary<Stack> EVERY = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(Model.class).map(model -> new Stack(model, IpFamily.IPV4))),
                Tuple.of(
                        1, Arbitraries.of(Model.KUBENET, Model.OVERLAY).map(model -> new Stack(model, IpFamily.IPV6))));

        boolean isIpv6() {
            return family == IpFamily.IPV6;
        }
    }

    private static final List<String> CLIENTS = List.of(
            "pod/client", "pod/web-0", "pod/agent", "node/node-0", "vm/erp", "internet/client", "ip/168.63.129.16");
    private static final List<String> SERVICE_TARGETS =
            List.of("service/web:80", "frontend/web:80", "node/node-1:nodePort", "node/node-0:nodePort");
    private static final List<String> TARGETS = List.of(
            "pod/web-0:8080",
            "pod/web-0:81",
            "node/node-0:10250",
            "vm/erp:443",
            "vm/erp:80",
            "internet/server:443",
            "ip/169.254.169.254:80",
            "ip/168.63.129.16:53",
            "ip/168.63.129.16:80",
            "ip/10.99.9.9:80",
            "ip/10.1.1.250:80",
            "ip/10.0.99.99:80");

    private static final UnaryOperator<Service> BOTH_FAMILIES = families(IpFamilyPolicy.REQUIRE_DUAL_STACK);

    /** Something more that no probe ever meets. */
    enum Unrelated {
        NOTHING,
        SERVICE,
        LOAD_BALANCER,
        SECURITY_RULES,
        ROUTE,
        MACHINE
    }

    static Arbitrary<RandomCluster> arbitrary() {
        Arbitrary<List<Integer>> webNodes =
                Arbitraries.integers().between(0, 2).list().ofMinSize(1).ofMaxSize(3);
        Arbitrary<String> targets = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of(TARGETS)), Tuple.of(1, Arbitraries.of(SERVICE_TARGETS)));
        Arbitrary<String> protocols = Arbitraries.frequency(Tuple.of(6, ""), Tuple.of(1, "udp "), Tuple.of(1, "icmp "));
        Arbitrary<String> probes = Combinators.combine(protocols, Arbitraries.of(CLIENTS), targets)
                .as((protocol, client, target) -> protocol + client + " -> " + target);
        return Combinators.combine(
                        Stack.EVERY,
                        Arbitraries.of(NodeKernel.class),
                        Arbitraries.integers().between(2, 3),
                        webNodes,
                        Arbitraries.of("NodePort", "LoadBalancer", "internal"),
                        Arbitraries.of(TrafficPolicy.class),
                        probes,
                        Arbitraries.longs())
                .as(RandomCluster::new);
    }

    /** The network, with something unrelated besides. */
    TestNetwork network(Unrelated more) {
        boolean rules = more == Unrelated.SECURITY_RULES;
        String ipv6OfNodes = stack.isIpv6() ? ",2001:db8:1:1::/64" : "";
        TestNetwork network = TestNetwork.of(stack.model())
                .kernel(kernel)
                .nodes(nodes)
                .seed(seed)
                .network(
                        "corp 10.1.0.0/16" + (stack.isIpv6() ? ",2001:db8:1::/56" : ""),
                        "nodes 10.1.1.0/24" + ipv6OfNodes + " group=g table=t",
                        "vms 10.1.2.0/24" + (stack.isIpv6() ? ",2001:db8:1:2::/64" : ""))
                .group(
                        "g",
                        rules
                                ? new String[] {"100 Inbound Deny 192.0.2.7 -> *", "110 Outbound Deny * -> 192.0.2.7"}
                                : new String[0])
                .routes("t", more == Unrelated.ROUTE ? new String[] {"192.0.2.0/24 none"} : new String[0])
                .nodesIn("corp/nodes")
                .machine("erp @ corp/vms 10.1.2.10" + (stack.isIpv6() ? ",2001:db8:1:2::10" : "") + " : 443")
                .pod("client @ node-0")
                .hostNetworkPod("agent @ node-0");
        for (int i = 0; i < webNodes.size(); i++) {
            network.pod("web-" + i + " @ node-" + Math.min(webNodes.get(i), nodes - 1) + " : 8080");
        }
        if (stack.isIpv6()) {
            network.dualStack().service("web:80 -> web:8080", change(), BOTH_FAMILIES);
        } else {
            network.service("web:80 -> web:8080", change());
        }
        switch (more) {
            case SERVICE -> network.service("aaa:80 -> web:8080");
            case LOAD_BALANCER -> network.service("other:81 -> web:8080", loadBalancer(TrafficPolicy.LOCAL));
            case MACHINE -> network.machine("idle @ corp/vms 10.1.2.99 : 22");
            case NOTHING, SECURITY_RULES, ROUTE -> {}
        }
        return network;
    }

    private UnaryOperator<Service> change() {
        return switch (exposure) {
            case "NodePort" -> nodePort(policy);
            case "LoadBalancer" -> loadBalancer(policy);
            default -> internalLoadBalancer(policy);
        };
    }

    /** The probe, its node port filled in; nothing if it asks for something this cluster does not have. */
    String probe(TestNetwork network) {
        String text = probe.replace("nodePort", Integer.toString(network.nodePort("web")));
        return stack.isIpv6() ? "ipv6 " + text : text;
    }

    /** Whether the probe makes sense here: only exposed Services have a frontend. */
    boolean isSendable() {
        boolean wantsFrontend = probe.contains("frontend/")
                || (probe.contains("service/") && !probe.contains("pod/") && !probe.contains("node/"));
        boolean hasFrontend = !exposure.equals("NodePort");
        boolean speaksToService = probe.contains("-> service/") || probe.contains("-> frontend/");
        boolean namesAnAddress = probe.contains("ip/");
        return (!wantsFrontend || hasFrontend)
                && !(probe.startsWith("udp ") && speaksToService)
                && !(stack.isIpv6() && namesAnAddress);
    }
}
