package io.podpath;

import io.podpath.azure.AzureEnvironment;
import io.podpath.azure.InternetHost;
import io.podpath.azure.Listener;
import io.podpath.azure.NetworkSecurityGroupSpec;
import io.podpath.azure.RouteTableSpec;
import io.podpath.azure.SubnetReference;
import io.podpath.azure.VirtualMachineSpec;
import io.podpath.azure.VirtualNetworkSpec;
import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.ContainerPort;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Pod;
import io.podpath.cluster.PodSpec;
import io.podpath.cluster.PodStatus;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServiceExposure;
import io.podpath.cluster.ServicePort;
import io.podpath.cluster.ServiceType;
import io.podpath.cluster.TargetPort;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.cni.AksCluster;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.trace.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A network written as text, for tests: {@code pod("client @ node-0")}, {@code service("web:80 -> web:8080")}. */
public final class TestNetwork {

    /** The three models every fact is tested in. */
    public enum Model {
        KUBENET,
        NODE_SUBNET,
        OVERLAY
    }

    private static final String NAMESPACE = "shop";

    private final Model model;
    private final List<Pod> pods = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private final List<VirtualNetworkSpec> networks = new ArrayList<>();
    private final List<NetworkSecurityGroupSpec> groups = new ArrayList<>();
    private final List<RouteTableSpec> routeTables = new ArrayList<>();
    private final List<VirtualMachineSpec> machines = new ArrayList<>();
    private final List<InternetHost> internetHosts = new ArrayList<>();
    private int nodes = 2;
    private long seed = 1;
    private @Nullable SubnetReference subnet;
    private @Nullable Simulator simulator;

    private TestNetwork(Model model) {
        this.model = model;
    }

    /** A cluster of two nodes. */
    public static TestNetwork of(Model model) {
        return new TestNetwork(model);
    }

    /** How many nodes. */
    public TestNetwork nodes(int count) {
        nodes = count;
        return this;
    }

    /** Another seed. */
    public TestNetwork seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    /** A pod: {@code name @ node} or {@code name @ node : 8080}; its label is {@code app=name} up to a dash. */
    public TestNetwork pod(String text) {
        String[] parts = text.split("[@:]", -1);
        String name = parts[0].trim();
        List<ContainerPort> ports = new ArrayList<>();
        for (int i = 2; i < parts.length; i++) {
            int port = Integer.parseInt(parts[i].trim());
            ports.add(new ContainerPort("", port, Protocol.TCP, 0));
            ports.add(new ContainerPort("", port, Protocol.UDP, 0));
        }
        PodSpec spec = new PodSpec(ports, false, parts[1].trim(), Map.of(), List.of());
        pods.add(new Pod(new NamespacedName(NAMESPACE, name), Map.of("app", app(name)), spec, PodStatus.READY));
        return this;
    }

    private static String app(String podName) {
        int dash = podName.indexOf('-');
        return dash < 0 ? podName : podName.substring(0, dash);
    }

    /** A Service: {@code web:80 -> web:8080}, selecting {@code app=web}. */
    public TestNetwork service(String text) {
        return service(text, service -> service);
    }

    /** A Service changed before it is added. */
    public TestNetwork service(String text, UnaryOperator<Service> change) {
        String[] sides = text.split(" -> ", -1);
        String[] front = sides[0].split(":", -1);
        String[] back = sides[1].split(":", -1);
        ServicePort port = new ServicePort(
                "", Protocol.TCP, Integer.parseInt(front[1]), TargetPort.ofNumber(Integer.parseInt(back[1])), 0, "");
        Service.Backend backend = new Service.Backend(Map.of("app", back[0]), TrafficPolicy.CLUSTER, 0, false, "");
        services.add(change.apply(new Service(
                new NamespacedName(NAMESPACE, front[0]),
                Service.Metadata.NONE,
                ServiceType.CLUSTER_IP,
                List.of(),
                false,
                List.of(port),
                backend,
                ServiceExposure.NONE)));
        return this;
    }

    /** Makes a Service one of type NodePort or LoadBalancer with this policy. */
    public static UnaryOperator<Service> exposed(ServiceType type, TrafficPolicy policy) {
        return service -> new Service(
                service.name(),
                service.metadata(),
                type,
                service.clusterIps(),
                false,
                service.ports(),
                service.backend(),
                new ServiceExposure(List.of(), List.of(), List.of(), policy, 0));
    }

    /** Makes a LoadBalancer Service internal. */
    public static UnaryOperator<Service> internal(TrafficPolicy policy) {
        return service -> {
            Service exposed = exposed(ServiceType.LOAD_BALANCER, policy).apply(service);
            Map<String, String> annotations = Map.of("service.beta.kubernetes.io/azure-load-balancer-internal", "true");
            return new Service(
                    exposed.name(),
                    new Service.Metadata(Map.of(), annotations),
                    exposed.type(),
                    exposed.clusterIps(),
                    false,
                    exposed.ports(),
                    exposed.backend(),
                    exposed.exposure());
        };
    }

    /** A virtual network of one's own. */
    public TestNetwork network(VirtualNetworkSpec network) {
        networks.add(network);
        return this;
    }

    /** The subnet of the nodes: {@code vnet/subnet}. */
    public TestNetwork nodesIn(String reference) {
        subnet = reference(reference);
        return this;
    }

    private static SubnetReference reference(String text) {
        int slash = text.indexOf('/');
        return new SubnetReference(text.substring(0, slash), text.substring(slash + 1));
    }

    /** A security group. */
    public TestNetwork group(NetworkSecurityGroupSpec group) {
        groups.add(group);
        return this;
    }

    /** A route table. */
    public TestNetwork routeTable(RouteTableSpec table) {
        routeTables.add(table);
        return this;
    }

    /** A machine: {@code name @ vnet/subnet address port}. */
    public TestNetwork machine(String text) {
        String[] words = text.split(" ", -1);
        machines.add(new VirtualMachineSpec(
                words[0],
                reference(words[2]),
                IpAddress.parse(words[3]),
                null,
                List.of(new Listener(Protocol.TCP, Integer.parseInt(words[4]))),
                VirtualMachineSpec.NicSettings.DEFAULT));
        return this;
    }

    /** The simulator. */
    public Simulator simulator() {
        if (simulator == null) {
            ClusterObjects objects = new ClusterObjects(
                    List.of(), List.of(), pods, services, List.of(), List.of(), List.of(), List.of());
            AzureEnvironment azure =
                    new AzureEnvironment(networks, groups, routeTables, machines, internetHosts, List.of());
            simulator = Simulator.build(new SimulationInput(cluster(), azure, objects, seed));
        }
        return simulator;
    }

    private AksCluster cluster() {
        Cidr podCidr = model == Model.NODE_SUBNET ? null : Cidr.parse("10.244.0.0/16");
        return new AksCluster(
                "test",
                new AksCluster.Networking(
                        model == Model.KUBENET ? "kubenet" : "azure",
                        model == Model.OVERLAY ? "overlay" : "",
                        "azure",
                        "none",
                        "iptables"),
                new AksCluster.Ranges(podCidr, Cidr.parse("10.0.0.0/16"), IpAddress.parse("10.0.0.10")),
                List.of(new AksCluster.NodePool("nodepool1", nodes, 30, List.of())),
                new AksCluster.Egress("loadBalancer", List.of(), 0),
                subnet);
    }

    /** Sends TCP: {@code pod/client -> service/web:80}. */
    public Flow send(String text) {
        return simulator().send(probe(text, Protocol.TCP));
    }

    /** Sends with another protocol. */
    public Flow send(String text, Protocol protocol) {
        return simulator().send(probe(text, protocol));
    }

    /** Every way a TCP probe can go. */
    public List<WeightedFlow> sendAll(String text) {
        return simulator().sendAll(probe(text, Protocol.TCP));
    }

    private static Probe probe(String text, Protocol protocol) {
        String[] ends = text.split(" -> ", -1);
        return new Probe(text, end(ends[0]), end(ends[1]), protocol);
    }

    private static EndpointReference end(String text) {
        int slash = text.indexOf('/');
        EndpointReference.Kind kind =
                EndpointReference.Kind.valueOf(text.substring(0, slash).toUpperCase(java.util.Locale.ROOT));
        String rest = text.substring(slash + 1);
        int colon = rest.lastIndexOf(':');
        String name = colon < 0 ? rest : rest.substring(0, colon);
        return new EndpointReference(
                kind, kind.isNamespaced() ? NAMESPACE : "", name, colon < 0 ? null : rest.substring(colon + 1));
    }
}
