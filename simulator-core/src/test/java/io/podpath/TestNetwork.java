package io.podpath;

import io.podpath.aks.AksCluster;
import io.podpath.aks.KubeProxySetup;
import io.podpath.aks.LoadBalancerProfile;
import io.podpath.aks.NodeKernel;
import io.podpath.aks.OutboundType;
import io.podpath.aks.PodLinkLocalAccess;
import io.podpath.azure.resource.AzureResource;
import io.podpath.azure.resource.DnsRecord;
import io.podpath.azure.resource.InternetHost;
import io.podpath.azure.resource.Listener;
import io.podpath.azure.resource.PublicDnsNameSpec;
import io.podpath.cluster.PodStatus;
import io.podpath.cluster.Service;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.netfilter.ListeningSocket;
import io.podpath.trace.Flow;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A cluster and its surroundings written as text, for tests.
 *
 * <pre>
 * TestNetwork.of(KUBENET)
 *     .pod("client @ node-0")
 *     .pod("web-1 @ node-1 : 8080")
 *     .service("web:80 -&gt; web:8080")
 *     .send("pod/client -&gt; service/web:80");
 * </pre>
 */
public final class TestNetwork {

    /** The models every fact is tested in. */
    public enum Model {
        KUBENET,
        NODE_SUBNET,
        POD_SUBNET_DYNAMIC,
        POD_SUBNET_STATIC,
        OVERLAY;

        /** Whether the virtual network knows pods by their addresses. */
        public boolean isFlat() {
            return this == NODE_SUBNET || hasPodSubnet();
        }

        /** Whether pods have a subnet of their own. */
        public boolean hasPodSubnet() {
            return this == POD_SUBNET_DYNAMIC || this == POD_SUBNET_STATIC;
        }
    }

    static final String NAMESPACE = "shop";

    private final TestCluster cluster;
    private final TestObjects objects = new TestObjects();
    private final TestAzure azure = new TestAzure();
    private boolean hasAppRouting;
    private long seed = 1;
    private @Nullable Simulator simulator;

    private TestNetwork(Model model) {
        cluster = new TestCluster(model);
    }

    /** A cluster of two nodes in a network that AKS made, or with a pod subnet in one of the same ranges. */
    public static TestNetwork of(Model model) {
        return new TestNetwork(model);
    }

    /** How many nodes. */
    public TestNetwork nodes(int count) {
        cluster.nodes = count;
        return this;
    }

    /** How many pods a node may run. */
    public TestNetwork maxPods(int count) {
        cluster.maxPods = count;
        return this;
    }

    /** The range of the pods, for models that have one. */
    public TestNetwork podCidr(String range) {
        cluster.podCidr = range;
        return this;
    }

    /** Both families, with the ranges AKS gives. */
    public TestNetwork dualStack() {
        cluster.ipv6 = AksCluster.Ipv6Ranges.DEFAULT;
        return this;
    }

    /** How AKS arranges the way to the internet. */
    public TestNetwork outboundType(OutboundType type) {
        cluster.egress = cluster.egress.of(type);
        return this;
    }

    /** Nodes with public addresses of their own. */
    public TestNetwork nodePublicIps() {
        cluster.egress = cluster.egress.withPublicIpPools(Set.of("nodepool1"));
        return this;
    }

    /** A NAT gateway: {@code natGateway("out", "20.0.0.30")}. */
    public TestNetwork natGateway(String name, String... publicIps) {
        azure.natGateway(name, publicIps);
        return this;
    }

    /** A firewall, a load balancer, a private link service, or whatever else stands around the cluster. */
    public TestNetwork resource(AzureResource resource) {
        azure.add(resource);
        return this;
    }

    /** What is set about the load balancers of the cluster. */
    public TestNetwork loadBalancerProfile(LoadBalancerProfile profile) {
        cluster.egress = cluster.egress.with(profile);
        return this;
    }

    /** A name of the public internet. */
    public TestNetwork publicName(String name, String ip) {
        azure.add(new PublicDnsNameSpec(name, new DnsRecord("@", List.of(IpAddress.parse(ip)), null)));
        return this;
    }

    /** A host on the internet that clients call by a name. */
    public TestNetwork internetHost(String name, String ip, String fqdn) {
        Listener everything = new Listener(Protocol.TCP, ListeningSocket.EVERY_PORT);
        azure.add(new InternetHost(name, IpAddress.parse(ip), List.of(everything), List.of(fqdn), null));
        return this;
    }

    /** Which mode kube-proxy runs in. */
    public TestNetwork proxyMode(KubeProxySetup.Mode mode) {
        return proxy(KubeProxySetup.of(mode));
    }

    /** How kube-proxy is set up. */
    public TestNetwork proxy(KubeProxySetup setup) {
        cluster.proxy = setup;
        return this;
    }

    /** How old the nodes' kernel is. */
    public TestNetwork kernel(NodeKernel newKernel) {
        cluster.kernel = newKernel;
        return this;
    }

    /** Pods with a network of their own may not use the metadata service. */
    public TestNetwork imdsRestriction() {
        cluster.podLinkLocalAccess = PodLinkLocalAccess.NONE;
        return this;
    }

    /** Another seed. */
    public TestNetwork seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    /** A pod: {@code name @ node} or {@code name @ node : 8080}; its label is {@code app=name} up to a dash. */
    public TestNetwork pod(String text) {
        objects.pod(text, false, PodStatus.READY);
        return this;
    }

    /** A pod that fails its readiness probe. */
    public TestNetwork unreadyPod(String text) {
        objects.pod(text, false, new PodStatus(false, false, false, List.of()));
        return this;
    }

    /** A pod in the network namespace of its node. */
    public TestNetwork hostNetworkPod(String text) {
        objects.pod(text, true, PodStatus.READY);
        return this;
    }

    /** A Service, {@code web:80 -> web:8080} selecting {@code app=web}, with changes from {@link TestServices}. */
    @SafeVarargs
    public final TestNetwork service(String text, UnaryOperator<Service>... changes) {
        Service service = TestServices.parse(NAMESPACE, text);
        for (UnaryOperator<Service> change : changes) {
            service = change.apply(service);
        }
        objects.add(service);
        return this;
    }

    /** A policy that isolates the pods {@code app=NAME} for packets going out. */
    public TestNetwork egressPolicy(String app) {
        objects.egressPolicy(app);
        return this;
    }

    /** Where a Service without selector leads: {@code endpoints("default kubernetes 203.0.113.200:443")}. */
    public TestNetwork endpoints(String text) {
        objects.endpoints(text);
        return this;
    }

    /** A ConfigMap that tells ip-masq-agent to spare these ranges. */
    public TestNetwork masqueradeExceptions(String... ranges) {
        objects.masqueradeExceptions(ranges);
        return this;
    }

    /** A virtual network of one's own: {@code network("corp 10.1.0.0/16", "nodes 10.1.1.0/24 table=routes")}. */
    public TestNetwork network(String network, String... subnets) {
        azure.network(network, subnets);
        return this;
    }

    /** The subnet of the nodes: {@code corp/nodes}. */
    public TestNetwork nodesIn(String reference) {
        cluster.subnet = TestAzure.reference(reference);
        return this;
    }

    /** {@code azure} or {@code cilium}. */
    public TestNetwork dataplane(String name) {
        cluster.dataplane = name;
        return this;
    }

    /** What enforces network policies: {@code azure}, {@code calico} or {@code cilium}; else nobody does. */
    public TestNetwork policyEngine(String name) {
        cluster.policyEngine = name;
        return this;
    }

    /** Another plugin than the model's. */
    public TestNetwork plugin(String name) {
        cluster.plugin = name;
        return this;
    }

    /** The subnet of the pods, of those declared; else one is added with room for 16,384. */
    public TestNetwork podsIn(String name) {
        cluster.podSubnet = name;
        return this;
    }

    /** Several pools instead of one. */
    public TestNetwork pools(AksCluster.NodePool... nodePools) {
        cluster.pools = List.of(nodePools);
        return this;
    }

    /** A security group: {@code group("deny-all", "100 Inbound Deny * -> *")}. */
    public TestNetwork group(String name, String... rules) {
        azure.group(name, rules);
        return this;
    }

    /** A route table: {@code routes("to-firewall", "0.0.0.0/0 10.1.3.4")}. */
    public TestNetwork routes(String table, String... routes) {
        azure.routes(table, routes);
        return this;
    }

    /** A machine: {@code machine("erp @ corp/vms 10.1.2.10 : 443")}. */
    public TestNetwork machine(String text) {
        azure.machine(text);
        return this;
    }

    /** The route table keeps learned routes out of its subnets. */
    public TestNetwork withoutPropagation(String table) {
        azure.withoutPropagation(table);
        return this;
    }

    /** A gateway: {@code gateway("hub-vpn @ hub")}. */
    public TestNetwork gateway(String text) {
        azure.hybrid().gateway(text);
        return this;
    }

    /** A network outside Azure: {@code site("datacenter via hub-vpn 192.168.0.0/16", "mainframe 192.168.1.10 : 443")}. */
    public TestNetwork site(String text, String... hosts) {
        azure.hybrid().site(text, hosts);
        return this;
    }

    /** A private endpoint: {@code privateEndpoint("sql @ hub/endpoints 10.2.3.5 : 1433")}. */
    public TestNetwork privateEndpoint(String text) {
        azure.hybrid().privateEndpoint(text);
        return this;
    }

    /** What a service tag stands for: {@code serviceTag("Storage 20.60.0.0/16")}. */
    public TestNetwork serviceTag(String text) {
        azure.hybrid().serviceTag(text);
        return this;
    }

    /** An application gateway: {@code appGateway("agw @ corp/appgw 198.51.100.7")}, with {@code containers} at its end AGC. */
    public TestNetwork appGateway(String text) {
        azure.appGateway(text);
        return this;
    }

    /** What says which requests go where. */
    public TestNetwork http(Consumer<TestHttp> declare) {
        declare.accept(objects.http());
        return this;
    }

    /** The NGINX of the application routing add-on, and what Istio deploys for Gateways. */
    public TestNetwork withProxies() {
        hasAppRouting = true;
        return this;
    }

    /** The simulator. */
    public Simulator simulator() {
        if (simulator == null) {
            simulator = Simulator.build(input());
        }
        return simulator;
    }

    /** What was declared. */
    public SimulationInput input() {
        AksCluster declared = cluster.declare(azure);
        SimulationInput input = new SimulationInput(declared, azure.environment(), objects.declared(), seed);
        return hasAppRouting ? input.withAppRouting().withGatewayDeployments() : input;
    }

    /**
     * An address by the name of its owner: {@code pod/client}, {@code node/node-0}, {@code cbr0/node-0}, {@code
     * service/web}, {@code frontend/web}, {@code vm/erp}.
     */
    public IpAddress ip(String owner) {
        return new TestAddresses(simulator(), NAMESPACE, azure.machines()).find(owner);
    }

    /** Its address of IPv6. */
    public IpAddress ip6(String owner) {
        return new TestAddresses(simulator(), NAMESPACE, azure.machines()).findIpv6(owner);
    }

    /** The node port of a Service's only port. */
    public int nodePort(String service) {
        return service(service).ports().get(0).nodePort();
    }

    /** The port at which nodes tell load balancers about the local endpoints of a Service. */
    public int healthCheckNodePort(String service) {
        return service(service).exposure().healthCheckNodePort();
    }

    private Service service(String name) {
        return simulator().objects().services().stream()
                .filter(service -> service.name().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Sends {@code pod/client -> service/web:80}, by TCP unless it begins with {@code udp} or {@code icmp}; between addresses
     * of IPv6 if {@code ipv6} stands before all.
     */
    public Flow send(String text) {
        return simulator().send(TestProbes.probe(text));
    }

    /** Every way a probe can go. */
    public List<WeightedFlow> sendAll(String text) {
        return simulator().sendAll(TestProbes.probe(text));
    }

    /** A request: {@code ask("internet/client", "GET https://shop.example.com/cart", "frontend/app-routing-system/nginx:443")}. */
    public Flow ask(String from, String request, String via) {
        return simulator().send(TestProbes.request(from, request, via));
    }

    /** Every way a request can go. */
    public List<WeightedFlow> askAll(String from, String request, String via) {
        return simulator().sendAll(TestProbes.request(from, request, via));
    }
}
