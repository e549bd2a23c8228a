package io.podpath.cni;

import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.ClusterProblem;
import io.podpath.cluster.EndpointSlice;
import io.podpath.cluster.EndpointSliceController;
import io.podpath.cluster.NodeSpec;
import io.podpath.cluster.Pod;
import io.podpath.cluster.PodScheduler;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServiceAddressAllocator;
import io.podpath.cluster.WorkloadExpansion;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Completes what a person declared the way AKS and Kubernetes would: nodes get addresses, workloads become pods, pods get
 * nodes and addresses, Services get cluster IPs, node ports and frontends, and EndpointSlices follow.
 */
final class ControlPlane {

    private final AksCluster cluster;
    private final NetworkModel model;
    private final ClusterSubnets subnets;

    /** The control plane of a cluster in these subnets. */
    ControlPlane(AksCluster cluster, NetworkModel model, ClusterSubnets subnets) {
        this.cluster = cluster;
        this.model = model;
        this.subnets = subnets;
    }

    /** The completed cluster. */
    ClusterPlan plan(ClusterObjects declared) {
        List<ClusterProblem> problems = new ArrayList<>();
        NodePlanner planner = new NodePlanner(cluster, model, subnets);
        List<NodePlan> nodes = planner.plan(declared.nodes());
        List<NodeSpec> specs = nodes.stream().map(NodePlan::spec).toList();

        List<Pod> expanded = WorkloadExpansion.expand(declared.workloads(), declared.pods(), specs);
        PodScheduler.Result scheduled = PodScheduler.schedule(expanded, specs, planner::maxPods);
        problems.addAll(scheduled.problems());
        if (model.podAddressSource() == PodAddressSource.POD_SUBNET) {
            nodes = new PodSubnetAllocator(cluster, subnets, scheduled.pods()).assign(nodes);
        }
        List<Pod> pods = new PodAddressing(nodes).assign(scheduled.pods());

        ServiceAddressAllocator.Result allocated = ServiceAddressAllocator.allocate(
                declared.services(),
                cluster.ranges().serviceCidrs(),
                List.of(cluster.ranges().dnsServiceIp()));
        problems.addAll(allocated.problems());
        NodeSubnet main = subnets.ofCluster();
        List<Service> services =
                new FrontendAllocator(freeForFrontends(main), cluster.egress()).assign(allocated.services());
        List<EndpointSlice> slices =
                EndpointSliceController.reconcile(services, pods, specs, declared.endpointSlices());
        ClusterObjects complete = new ClusterObjects(
                specs,
                declared.workloads(),
                pods,
                services,
                slices,
                declared.networkPolicies(),
                declared.ingresses(),
                declared.masqueradeConfigs());
        return new ClusterPlan(cluster, model, main, nodes, complete, problems);
    }

    private Map<IpFamily, SubnetPool> freeForFrontends(NodeSubnet main) {
        Map<IpFamily, SubnetPool> free = new EnumMap<>(IpFamily.class);
        free.put(IpFamily.IPV4, subnets.addresses(main.reference()));
        cluster.ranges().findIpv6().ifPresent(ipv6 -> free.put(IpFamily.IPV6, subnets.ipv6Addresses(main.reference())));
        return free;
    }
}
