package io.podpath;

import io.podpath.azure.resource.AzureResource;
import io.podpath.azure.resource.DnsRecord;
import io.podpath.azure.resource.FirewallSpec;
import io.podpath.azure.resource.InternetHost;
import io.podpath.azure.resource.Listener;
import io.podpath.azure.resource.PublicDnsNameSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.cluster.AddonConfigs;
import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.ContainerPort;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Pod;
import io.podpath.cluster.PodSpec;
import io.podpath.cluster.PodStatus;
import io.podpath.cluster.Service;
import io.podpath.cni.AksCluster;
import io.podpath.cni.KubeProxySetup;
import io.podpath.cni.LoadBalancerProfile;
import io.podpath.cni.NodeKernel;
import io.podpath.cni.OutboundType;
import io.podpath.cni.PodIpAllocationMode;
import io.podpath.cni.PoolSubnets;
import io.podpath.http.HttpRequest;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import io.podpath.netfilter.ListeningSocket;
import io.podpath.trace.Flow;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    private static final String NAMESPACE = "shop";

    private final Model model;
    private final TestAzure azure = new TestAzure();
    private final TestHttp http = new TestHttp();
    private boolean hasAppRouting;
    private AksCluster.@Nullable Ipv6Ranges ipv6;
    private final List<Pod> pods = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private int nodes = 2;
    private int maxPods = 30;
    private String podCidr = "10.244.0.0/16";
    private NodeKernel kernel = NodeKernel.CURRENT;
    private KubeProxySetup proxy = KubeProxySetup.DEFAULT;
    private long seed = 1;
    private AksCluster.Egress egress = AksCluster.Egress.DEFAULT;
    private @Nullable SubnetReference subnet;
    private String podSubnet = "pods";
    private String dataplane = "azure";
    private @Nullable String plugin;
    private List<AksCluster.NodePool> pools = List.of();
    private @Nullable Simulator simulator;

    private TestNetwork(Model model) {
        this.model = model;
    }

    /** A cluster of two nodes in a network that AKS made, or with a pod subnet in one of the same ranges. */
    public static TestNetwork of(Model model) {
        return new TestNetwork(model);
    }

    /** How many nodes. */
    public TestNetwork nodes(int count) {
        nodes = count;
        return this;
    }

    /** How many pods a node may run. */
    public TestNetwork maxPods(int count) {
        maxPods = count;
        return this;
    }

    /** The range of the pods, for models that have one. */
    public TestNetwork podCidr(String range) {
        podCidr = range;
        return this;
    }

    /** Both families, with the ranges AKS gives. */
    public TestNetwork dualStack() {
        ipv6 = AksCluster.Ipv6Ranges.DEFAULT;
        return this;
    }

    /** How AKS arranges the way to the internet. */
    public TestNetwork outboundType(OutboundType type) {
        egress = egress.of(type);
        return this;
    }

    /** Nodes with public addresses of their own. */
    public TestNetwork nodePublicIps() {
        egress = egress.withPublicIpPools(Set.of("nodepool1"));
        return this;
    }

    /** A NAT gateway: {@code natGateway("out", "20.0.0.30")}. */
    public TestNetwork natGateway(String name, String... publicIps) {
        azure.natGateway(name, publicIps);
        return this;
    }

    /** A firewall; see {@link TestFirewall}. */
    public TestNetwork firewall(FirewallSpec spec) {
        azure.add(spec);
        return this;
    }

    /** A load balancer, a private link service, or whatever else stands around the cluster. */
    public TestNetwork resource(AzureResource resource) {
        azure.add(resource);
        return this;
    }

    /** What is set about the load balancers of the cluster. */
    public TestNetwork loadBalancerProfile(LoadBalancerProfile profile) {
        egress = egress.with(profile);
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
        proxy = setup;
        return this;
    }

    /** How old the nodes' kernel is. */
    public TestNetwork kernel(NodeKernel newKernel) {
        kernel = newKernel;
        return this;
    }

    /** Another seed. */
    public TestNetwork seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    /** A pod: {@code name @ node} or {@code name @ node : 8080}; its label is {@code app=name} up to a dash. */
    public TestNetwork pod(String text) {
        return pod(text, false, PodStatus.READY);
    }

    /** A pod that fails its readiness probe. */
    public TestNetwork unreadyPod(String text) {
        return pod(text, false, new PodStatus(false, false, false, List.of()));
    }

    /** A pod in the network namespace of its node. */
    public TestNetwork hostNetworkPod(String text) {
        return pod(text, true, PodStatus.READY);
    }

    private TestNetwork pod(String text, boolean hostNetwork, PodStatus status) {
        String[] parts = text.split("[@:]", -1);
        String name = parts[0].trim();
        List<ContainerPort> ports = new ArrayList<>();
        for (int i = 2; i < parts.length; i++) {
            int port = Integer.parseInt(parts[i].trim());
            ports.add(new ContainerPort("", port, Protocol.TCP, 0));
            ports.add(new ContainerPort("", port, Protocol.UDP, 0));
        }
        PodSpec spec = new PodSpec(ports, hostNetwork, parts[1].trim(), Map.of(), List.of());
        pods.add(new Pod(new NamespacedName(NAMESPACE, name), Map.of("app", app(name)), spec, status));
        return this;
    }

    private static String app(String podName) {
        int dash = podName.indexOf('-');
        return dash < 0 ? podName : podName.substring(0, dash);
    }

    /** A Service, {@code web:80 -> web:8080} selecting {@code app=web}, with changes from {@link TestServices}. */
    @SafeVarargs
    public final TestNetwork service(String text, UnaryOperator<Service>... changes) {
        Service service = TestServices.parse(NAMESPACE, text);
        for (UnaryOperator<Service> change : changes) {
            service = change.apply(service);
        }
        services.add(service);
        return this;
    }

    /** A virtual network of one's own: {@code network("corp 10.1.0.0/16", "nodes 10.1.1.0/24 table=routes")}. */
    public TestNetwork network(String network, String... subnets) {
        azure.network(network, subnets);
        return this;
    }

    /** The subnet of the nodes: {@code corp/nodes}. */
    public TestNetwork nodesIn(String reference) {
        subnet = TestAzure.reference(reference);
        return this;
    }

    /** {@code azure} or {@code cilium}. */
    public TestNetwork dataplane(String name) {
        dataplane = name;
        return this;
    }

    /** Another plugin than the model's. */
    public TestNetwork plugin(String name) {
        plugin = name;
        return this;
    }

    /** The subnet of the pods, of those declared; else one is added with room for 16,384. */
    public TestNetwork podsIn(String name) {
        podSubnet = name;
        return this;
    }

    /** Several pools instead of one. */
    public TestNetwork pools(AksCluster.NodePool... nodePools) {
        pools = List.of(nodePools);
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
        declare.accept(http);
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
        ClusterObjects objects = new ClusterObjects(
                List.of(), List.of(), pods, services, List.of(), List.of(), http.routing(), AddonConfigs.NONE);
        SimulationInput input = new SimulationInput(cluster(), azure.environment(), objects, seed);
        return hasAppRouting ? input.withAppRouting().withGatewayDeployments() : input;
    }

    private AksCluster cluster() {
        if (model.hasPodSubnet() && subnet == null) {
            azure.network("aks-vnet 10.224.0.0/12", "aks-subnet 10.224.0.0/16");
            subnet = TestAzure.reference("aks-vnet/aks-subnet");
        }
        Cidr range = model.isFlat() ? null : Cidr.parse(podCidr);
        AksCluster.Networking networking = new AksCluster.Networking(
                plugin != null ? plugin : model == Model.KUBENET ? "kubenet" : "azure",
                model == Model.OVERLAY && plugin == null ? "overlay" : "",
                dataplane,
                "none",
                proxy,
                kernel);
        List<AksCluster.NodePool> all = pools.isEmpty()
                ? List.of(new AksCluster.NodePool("nodepool1", nodes, maxPods, List.of(), subnets()))
                : pools;
        return new AksCluster(
                "test",
                networking,
                new AksCluster.Ranges(range, Cidr.parse("10.0.0.0/16"), IpAddress.parse("10.0.0.10"), ipv6),
                all,
                egress,
                subnet);
    }

    private PoolSubnets subnets() {
        SubnetReference ofNodes = subnet;
        if (ofNodes == null || !model.hasPodSubnet()) {
            return PoolSubnets.OF_CLUSTER;
        }
        azure.addPodSubnet(ofNodes.virtualNetwork(), podSubnet);
        return new PoolSubnets(
                ofNodes,
                new SubnetReference(ofNodes.virtualNetwork(), podSubnet),
                model == Model.POD_SUBNET_STATIC
                        ? PodIpAllocationMode.STATIC_BLOCK
                        : PodIpAllocationMode.DYNAMIC_INDIVIDUAL);
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
        return simulator().send(probe(text));
    }

    /** Every way a probe can go. */
    public List<WeightedFlow> sendAll(String text) {
        return simulator().sendAll(probe(text));
    }

    /** A request: {@code ask("internet/client", "GET https://shop.example.com/cart", "frontend/app-routing-system/nginx:443")}. */
    public Flow ask(String from, String request, String via) {
        return simulator().send(request(from, request, via));
    }

    /** Every way a request can go. */
    public List<WeightedFlow> askAll(String from, String request, String via) {
        return simulator().sendAll(request(from, request, via));
    }

    private static Probe request(String from, String text, String via) {
        String[] words = text.split(" ", -1);
        URI url = URI.create(words[1]);
        HttpRequest.Scheme scheme =
                url.getScheme().equals("https") ? HttpRequest.Scheme.HTTPS : HttpRequest.Scheme.HTTP;
        String query = url.getQuery() == null ? "" : "?" + url.getQuery();
        Map<String, String> headers = new TreeMap<>();
        for (int i = 2; i < words.length; i++) {
            String[] pair = words[i].split("=", -1);
            headers.put(pair[0], pair[1]);
        }
        HttpRequest request = new HttpRequest(scheme, url.getHost(), url.getPath() + query, words[0], headers, "");
        return new Probe(text, end(from), end(via), Protocol.TCP).withHttp(request);
    }

    /** The probe a text stands for. */
    public static Probe probe(String text) {
        return text.startsWith("ipv6 ")
                ? probe(text.substring("ipv6 ".length())).withFamily(IpFamily.IPV6)
                : probeOfAnyFamily(text);
    }

    private static Probe probeOfAnyFamily(String text) {
        Protocol protocol =
                text.startsWith("udp ") ? Protocol.UDP : text.startsWith("icmp ") ? Protocol.ICMP : Protocol.TCP;
        String[] ends = (protocol == Protocol.TCP ? text : text.substring(text.indexOf(' ') + 1)).split(" -> ", -1);
        return new Probe(text, end(ends[0]), end(ends[1]), protocol);
    }

    private static EndpointReference end(String text) {
        int slash = text.indexOf('/');
        EndpointReference.Kind kind = EndpointReference.Kind.valueOf(
                text.substring(0, slash).toUpperCase(Locale.ROOT).replace('-', '_'));
        String rest = text.substring(slash + 1);
        int colon = rest.lastIndexOf(':');
        String path = colon < 0 ? rest : rest.substring(0, colon);
        int inner = path.indexOf('/');
        String namespace = inner < 0 ? NAMESPACE : path.substring(0, inner);
        String name = path.substring(inner + 1);
        return new EndpointReference(
                kind, kind.isNamespaced() ? namespace : "", name, colon < 0 ? null : rest.substring(colon + 1));
    }
}
