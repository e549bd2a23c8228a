package io.podpath.cni;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.AzureResource;
import io.podpath.azure.resource.FloatingIp;
import io.podpath.azure.resource.IdleTimeout;
import io.podpath.azure.resource.LoadBalancerSpec;
import io.podpath.azure.resource.LoadDistribution;
import io.podpath.azure.resource.RuleProtocol;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Pod;
import io.podpath.cluster.Service;
import io.podpath.cluster.StaticGatewayConfiguration;
import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The static egress gateways of a cluster: which pods use which, and the addresses and ports the operator hands out.
 *
 * <p>A pool has one frontend of the internal load balancer, a configuration a port of it from {@value #FIRST_PORT} on and a
 * secondary address on every node of the pool. Azure picks these addresses; podpath takes them from the end of the nodes'
 * subnet, and public ones in the order of the prefix.
 *
 * <p><i>Source:</i> Azure/kube-egress-gateway {@code docs/design.md}, {@code docs/troubleshooting.md}, {@code
 * controllers/manager/gatewaylbconfiguration_controller.go}; facts SEG-LOAD-BALANCER, SEG-ADDRESSES.
 */
public final class EgressGatewayPlan {

    static final int FIRST_PORT = 6_000;
    private static final String LOAD_BALANCER = "kubeegressgateway-ilb";

    private final ClusterPlan plan;
    private final StandInAddresses standIns;
    private final Set<IpAddress> taken = new HashSet<>();
    private final Map<String, IpAddress> frontendByPool = new LinkedHashMap<>();
    private final Map<NamespacedName, EgressGateway> gateways = new LinkedHashMap<>();

    /** The gateways of a cluster; public addresses that nobody gave are taken from {@code standIns}. */
    public EgressGatewayPlan(ClusterPlan plan, AzureEnvironment azure, StandInAddresses standIns) {
        this.plan = plan;
        this.standIns = standIns;
        plan.nodes().forEach(node -> {
            taken.addAll(node.ips());
            taken.addAll(node.podAddresses());
        });
        azure.virtualMachines().stream()
                .flatMap(vm -> vm.findPrivateIp().stream())
                .forEach(taken::add);
        plan.objects().services().stream()
                .map(Service::exposure)
                .flatMap(exposure -> exposure.loadBalancerIngress().stream())
                .forEach(ingress -> taken.add(ingress.ip()));
        plan.objects().addons().staticGateways().forEach(this::add);
    }

    private void add(StaticGatewayConfiguration configuration) {
        List<NodePlan> nodes = plan.nodes().stream()
                .filter(node -> plan.cluster().poolOf(node.spec()).name().equals(configuration.nodePool()))
                .toList();
        if (nodes.isEmpty()) {
            return;
        }
        IpAddress frontend = frontendByPool.computeIfAbsent(
                configuration.nodePool(), pool -> fromTheEndOf(nodes.get(0).subnet()));
        List<EgressGateway.Member> members = new ArrayList<>();
        for (NodePlan node : nodes) {
            members.add(new EgressGateway.Member(
                    node.name(), fromTheEndOf(node.subnet()), publicIp(configuration, members.size())));
        }
        gateways.put(
                configuration.name(),
                new EgressGateway(
                        configuration, new TransportAddress(frontend, FIRST_PORT + gateways.size()), members));
    }

    private @Nullable IpAddress publicIp(StaticGatewayConfiguration configuration, int index) {
        if (configuration.addresses() == StaticGatewayConfiguration.Addresses.PRIVATE) {
            return null;
        }
        return configuration
                .findEgressPrefix()
                .map(prefix -> prefix.network().plus(index))
                .orElseGet(standIns::next);
    }

    /** The last address of a subnet is its broadcast address. */
    private IpAddress fromTheEndOf(NodeSubnet subnet) {
        long offset = subnet.prefix().size() - 2;
        while (!taken.add(subnet.prefix().network().plus(offset))) {
            offset--;
        }
        return subnet.prefix().network().plus(offset);
    }

    /** Every gateway that has nodes. */
    public List<EgressGateway> list() {
        return List.copyOf(gateways.values());
    }

    /** The gateway of a pod, if its annotation names one of its namespace. */
    public Optional<EgressGateway> find(Pod pod) {
        return pod.spec()
                .findStaticGateway()
                .map(name -> new NamespacedName(pod.name().namespace(), name))
                .map(gateways::get);
    }

    /** The pods that use a gateway, in order. */
    List<Pod> podsOf(EgressGateway gateway) {
        return plan.objects().pods().stream()
                .filter(pod -> find(pod).filter(gateway::equals).isPresent())
                .toList();
    }

    /** The secondary addresses of a node, and their public ones. */
    public Map<IpAddress, Optional<IpAddress>> secondary(NodePlan node) {
        Map<IpAddress, Optional<IpAddress>> addresses = new LinkedHashMap<>();
        list().forEach(gateway -> gateway.findMember(node)
                .ifPresent(member -> addresses.put(member.secondaryIp(), member.findPublicIp())));
        return addresses;
    }

    /** What was declared, and the operator's internal load balancer. */
    public AzureEnvironment withLoadBalancer(AzureEnvironment azure) {
        if (gateways.isEmpty()) {
            return azure;
        }
        List<AzureResource> resources = new ArrayList<>(azure.resources());
        resources.add(loadBalancer());
        return new AzureEnvironment(resources, azure.notModelled());
    }

    /** Its probes find every gateway node ready, so the rules have none. */
    private LoadBalancerSpec loadBalancer() {
        List<LoadBalancerSpec.FrontendSpec> frontends = new ArrayList<>();
        List<LoadBalancerSpec.BackendPoolSpec> pools = new ArrayList<>();
        List<LoadBalancerSpec.RuleSpec> rules = new ArrayList<>();
        for (EgressGateway gateway : list()) {
            String pool = gateway.configuration().nodePool();
            List<String> nodes =
                    gateway.members().stream().map(EgressGateway.Member::node).toList();
            if (frontends.stream().noneMatch(frontend -> frontend.name().equals(pool))) {
                NodePlan first = plan.findNode(nodes.get(0)).orElseThrow();
                frontends.add(new LoadBalancerSpec.FrontendSpec(
                        pool,
                        new LoadBalancerSpec.InternalFrontend(
                                first.subnet().reference(), gateway.endpoint().address())));
                pools.add(new LoadBalancerSpec.BackendPoolSpec(pool, nodes, List.of()));
            }
            int port = gateway.endpoint().port();
            rules.add(new LoadBalancerSpec.RuleSpec(
                    gateway.configuration().name().toString().replace('/', '-'),
                    new LoadBalancerSpec.RuleFrontend(pool, RuleProtocol.UDP, port),
                    new LoadBalancerSpec.RuleBackend(
                            pool, port, FloatingIp.ENABLED, LoadBalancerSpec.OutboundSnat.DISABLED),
                    LoadDistribution.FIVE_TUPLE,
                    "",
                    IdleTimeout.DEFAULT));
        }
        return new LoadBalancerSpec(LOAD_BALANCER, frontends, pools, List.of(), rules, List.of());
    }
}
