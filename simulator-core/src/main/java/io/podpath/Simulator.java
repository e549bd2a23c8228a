package io.podpath;

import io.podpath.aks.NodeKernel;
import io.podpath.assembly.AksNetwork;
import io.podpath.assembly.AksNetworkBuilder;
import io.podpath.azure.loadbalancer.LoadBalancerConfig;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.route.EffectiveRouteTable;
import io.podpath.azure.security.NicSecurity;
import io.podpath.cluster.ClusterObjects;
import io.podpath.cni.ClusterPlan;
import io.podpath.cni.NetworkModel;
import io.podpath.cni.NetworkModels;
import io.podpath.dns.DnsAnswer;
import io.podpath.dns.DnsQuestion;
import io.podpath.dns.RecordType;
import io.podpath.dns.ResolverConfig;
import io.podpath.engine.Conversation;
import io.podpath.engine.EnumeratedChoices;
import io.podpath.engine.Passage;
import io.podpath.engine.Simulation;
import io.podpath.http.HttpProxies;
import io.podpath.kubeproxy.IpvsNodeText;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.TransportAddress;
import io.podpath.netfilter.IptablesText;
import io.podpath.netfilter.NamespaceRules;
import io.podpath.nftables.NftListing;
import io.podpath.nftables.NftTable;
import io.podpath.topology.Topology;
import io.podpath.topology.TopologyDrawing;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The single door: build a network from what a person declared, send probes through it, observe the flows.
 *
 * <p>Every probe meets the network in its initial state. A simulator may be used for many probes but only by one thread
 * at a time.
 */
public final class Simulator {

    /** More ways than anybody reads; what lies beyond is missing from the sum of the probabilities. */
    private static final int MAX_WAYS = 4_096;

    private final AksNetwork network;
    private final EndpointResolver resolver;
    private final AzureEnvironment azure;
    private @Nullable NameServers nameServers;
    private final HttpProxies proxies;
    private final ModelLimits limits;
    private final long seed;

    private Simulator(AksNetwork network, AzureEnvironment azure, ModelLimits limits, long seed) {
        this.network = network;
        this.proxies = network.proxies();
        this.resolver = new EndpointResolver(network);
        this.limits = limits;
        this.seed = seed;
        this.azure = azure;
    }

    /**
     * Builds the network. Rules and namespaces of nodes and pods are made when a packet first needs them.
     *
     * @throws io.podpath.aks.ModelProblemException if the cluster cannot be built as declared
     */
    public static Simulator build(SimulationInput input) {
        NodeKernel kernel = input.cluster().networking().nodeKernel();
        Optional<NetworkModel> model = NetworkModels.find(input.cluster(), kernel.bridgeHairpin());
        NetworkModel closest = model.orElseGet(() -> NetworkModels.closest(input.cluster()));
        AksNetwork network = AksNetworkBuilder.build(input.cluster(), closest, input.azure(), input.objects());
        return new Simulator(
                network,
                input.azure(),
                ModelLimits.of(input.cluster(), model.isPresent(), network.plan()),
                input.seed());
    }

    /** The cluster with everything the control plane allocated. */
    public ClusterPlan plan() {
        return network.plan();
    }

    /** The elements and links, for whoever builds the same network elsewhere. */
    public Topology topology() {
        return network.topology();
    }

    /** The objects with everything the control plane allocated: nodes, pods, addresses, node ports, EndpointSlices. */
    public ClusterObjects objects() {
        return network.plan().objects();
    }

    /** Who has an address, in words: {@code pod/shop/web}, {@code node/node-0 cbr0}, {@code frontend/shop/web}. */
    public Optional<String> ownerOf(IpAddress address) {
        return network.addresses().findOwner(address);
    }

    /** What filters the packets of each NIC, by the name of its machine: a node, or a machine beside the cluster. */
    public Map<String, NicSecurity> securityByNic() {
        return network.securityByNic();
    }

    /**
     * Opens one connection in a fresh network; random choices come from the seed.
     *
     * @throws UnknownEndpointException if an end of the probe does not exist
     */
    public Flow send(Probe probe) {
        return walk(probe, ChoiceMode.seeded(seed), Conversation.Detail.STEPS);
    }

    /**
     * As {@link #send}, with the same fate and outcome, but the traces have neither hops nor steps.
     *
     * @throws UnknownEndpointException if an end of the probe does not exist
     */
    public Flow sendUnrecorded(Probe probe) {
        return walk(probe, ChoiceMode.seeded(seed), Conversation.Detail.FATE);
    }

    /**
     * Every way the probe can go, with exact probabilities, the likeliest first.
     *
     * <p>At most {@value #MAX_WAYS} ways are walked; if there are more, the probabilities add up to less than one.
     *
     * @throws UnknownEndpointException if an end of the probe does not exist
     */
    public List<WeightedFlow> sendAll(Probe probe) {
        List<WeightedFlow> ways = new ArrayList<>();
        enumerate(choices -> {
            Flow flow = walk(probe, ChoiceMode.enumerated(choices), Conversation.Detail.STEPS);
            ways.add(weighted(choices, flow));
        });
        ways.sort(Comparator.comparing(WeightedFlow::probability).reversed());
        return ways;
    }

    /**
     * As {@link #sendAll}, with every crossing of an element by every packet of the conversation.
     *
     * @return nothing if podpath does not walk the probe at all, or in several conversations, or if something on a node
     *     takes its packet that podpath does not model
     * @throws UnknownEndpointException if an end of the probe does not exist
     */
    public List<ObservedWay> observeAll(Probe probe) {
        List<ObservedWay> ways = new ArrayList<>();
        boolean isOneConversation = probe.to().kind() != EndpointReference.Kind.FQDN
                && probe.findHttp().isEmpty()
                && probe.openBefore() == 0;
        if (limits.refuse(probe, proxies).isPresent() || !isOneConversation) {
            return ways;
        }
        ProbeRoute route = resolver.resolve(probe);
        if (limits.refuse(probe, route).isPresent()) {
            return ways;
        }
        enumerate(choices -> {
            List<Passage> passages = new ArrayList<>();
            Simulation simulation = new Simulation(network.topology(), choices);
            simulation.observe(passages::add);
            ChoiceMode mode = ChoiceMode.enumerated(choices);
            Flow flow = converse(probe, route, connections(simulation, mode, Conversation.Detail.STEPS), mode);
            ways.add(new ObservedWay(weighted(choices, flow), route.fromElement(), passages, simulation));
        });
        if (ways.stream()
                .anyMatch(seen -> isTakenOnANode(seen.way().flow().forward().end()))) {
            return List.of();
        }
        ways.sort(Comparator.comparing((ObservedWay seen) -> seen.way().probability())
                .reversed());
        return ways;
    }

    private static boolean isTakenOnANode(Trace.End end) {
        return end.disposition() == Disposition.NOT_MODELLED && end.element().startsWith("node/");
    }

    private void enumerate(Consumer<EnumeratedChoices> walk) {
        Optional<List<EnumeratedChoices.Taken>> next = Optional.of(List.of());
        for (int ways = 0; next.isPresent() && ways < MAX_WAYS; ways++) {
            EnumeratedChoices choices = new EnumeratedChoices(next.get(), seed);
            walk.accept(choices);
            next = choices.next();
        }
    }

    private static WeightedFlow weighted(EnumeratedChoices choices, Flow flow) {
        List<String> questions =
                choices.taken().stream().map(EnumeratedChoices.Taken::describe).toList();
        return new WeightedFlow(choices.probability(), questions, flow);
    }

    private Flow walk(Probe probe, ChoiceMode mode, Conversation.Detail detail) {
        Optional<Flow> unknown = limits.refuse(probe, proxies);
        if (unknown.isPresent()) {
            return unknown.get();
        }
        Simulation simulation = new Simulation(network.topology(), mode.choices());
        if (probe.to().kind() == EndpointReference.Kind.FQDN) {
            return limits.checkAll(walkToName(probe, simulation, mode, detail));
        }
        ProbeRoute route = resolver.resolve(probe);
        Optional<Flow> noPath = limits.refuse(probe, route);
        if (noPath.isPresent()) {
            return noPath.get();
        }
        Flow flow = converse(probe, route, connections(simulation, mode, detail), mode);
        return limits.checkAll(UnknownServicePort.explain(flow, plan()));
    }

    private Connections connections(Simulation simulation, ChoiceMode mode, Conversation.Detail detail) {
        return new Connections(simulation, plan().cluster().networking().nodeKernel(), mode.draw(), detail);
    }

    private Flow converse(Probe probe, ProbeRoute route, Connections connections, ChoiceMode mode) {
        ProbedConnection connection = new ProbedConnection(probe, connections, proxies, mode);
        connection.start(route);
        connections.simulation().run();
        return connection.flow();
    }

    /** Made for the first probe to a name; most have none. */
    private NameServers nameServers() {
        NameServers made = nameServers == null ? new NameServers(plan(), azure) : nameServers;
        nameServers = made;
        return made;
    }

    private Flow walkToName(Probe probe, Simulation simulation, ChoiceMode mode, Conversation.Detail detail) {
        String host = resolver.sourceElement(probe.from());
        Exchange exchange = new Exchange(
                new ProbedConnection(probe, connections(simulation, mode, detail), proxies, mode),
                resolver,
                limits,
                mode);
        Optional<ResolverConfig> config = nameServers().findResolver(host);
        Optional<Flow> noPath =
                config.flatMap(found -> nameServers().askedFor(host, found).stream()
                        .flatMap(server -> limits
                                .refuse(
                                        probe,
                                        new ProbeRoute(host, null, new TransportAddress(server, NameLookup.DNS_PORT)))
                                .stream())
                        .findFirst());
        if (noPath.isPresent()) {
            return noPath.get();
        }
        if (config.isPresent()) {
            return config.get().nameservers().isEmpty()
                    ? limits.unresolved(probe, host + " has no name server to ask")
                    : exchange.lookUpAndConnect(host, config.get(), nameServers());
        }
        IpFamily family = probe.family() == null ? IpFamily.IPV4 : probe.family();
        DnsQuestion question = new DnsQuestion(probe.to().name(), RecordType.of(family));
        return nameServers().publicAnswer(question) instanceof DnsAnswer.Addresses found
                ? exchange.connectTo(found.addresses())
                : limits.undeclared(probe);
    }

    /**
     * The rules of a node as {@code iptables-save} prints them, or {@code ip6tables-save}.
     *
     * @return nothing if there is no such node; a node without IPv6 has empty tables
     */
    public Optional<String> renderIptablesSave(String node, IpFamily family) {
        return network.findRules(node)
                .map(rules -> rules.of(family))
                .map(NamespaceRules::iptables)
                .map(IptablesText::save);
    }

    /** As {@link #renderIptablesSave(String, IpFamily)}, of IPv4. */
    public Optional<String> renderIptablesSave(String node) {
        return renderIptablesSave(node, IpFamily.IPV4);
    }

    /**
     * What kube-proxy's ipvs mode makes of a node, as a shell script: addresses, sets and virtual servers.
     *
     * @return nothing if there is no such node or kube-proxy runs in another mode
     */
    public Optional<String> renderIpvs(String node) {
        return network.findRules(node)
                .map(rules -> Arrays.stream(IpFamily.values())
                        .flatMap(family -> IpvsNodeText.of(rules.of(family)).stream())
                        .collect(Collectors.joining("\n")))
                .filter(text -> !text.isEmpty());
    }

    /**
     * The tables of a node as {@code nft list ruleset} prints them; empty if kube-proxy does not run in nftables mode.
     *
     * @return nothing if there is no such node
     */
    public Optional<String> renderNft(String node) {
        return network.findRules(node)
                .map(rules -> Arrays.stream(IpFamily.values())
                        .flatMap(family -> NftTable.tablesOf(rules.of(family).further()).stream())
                        .map(NftListing::of)
                        .collect(Collectors.joining("\n")));
    }

    /**
     * The routes of a node as {@code ip route} prints them, or {@code ip -6 route}.
     *
     * @return nothing if there is no such node
     */
    public Optional<String> renderRoutes(String node, IpFamily family) {
        return network.findRoutes(node, family).map(routes -> String.join("\n", routes) + "\n");
    }

    /** As {@link #renderRoutes(String, IpFamily)}, of IPv4. */
    public Optional<String> renderRoutes(String node) {
        return renderRoutes(node, IpFamily.IPV4);
    }

    /**
     * The effective routes of a NIC, which has the name of its machine.
     *
     * @return nothing if there is no such NIC
     */
    public Optional<EffectiveRouteTable> effectiveRoutes(String nic) {
        return Optional.ofNullable(network.routesByNic().get(nic)).map(EffectiveRouteTable::of);
    }

    /** The NICs that have effective routes, in order of name. */
    public List<String> listNics() {
        return List.copyOf(network.routesByNic().keySet());
    }

    /** The load balancers: those of the cluster, and those that were declared. */
    public List<LoadBalancerConfig> loadBalancers() {
        return network.loadBalancers();
    }

    /** The network for Graphviz. */
    public String renderDot() {
        return new TopologyDrawing(network.topology()).dot();
    }

    /** The network for Mermaid. */
    public String renderMermaid() {
        return new TopologyDrawing(network.topology()).mermaid();
    }
}
