package io.podpath.controlplane;

import io.podpath.aks.AksCluster;
import io.podpath.azure.resource.AzureEnvironment;
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
import io.podpath.cni.ClusterPlan;
import io.podpath.cni.NetworkModel;
import io.podpath.cni.NodePlan;
import io.podpath.cni.NodeSubnet;
import io.podpath.cni.PodAddressSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Completes what a person declared the way AKS and Kubernetes would: nodes get addresses, workloads become pods, pods get
 * nodes and addresses, Services get cluster IPs, node ports and frontends, and EndpointSlices follow.
 */
public final class ControlPlane {

    private final AksCluster cluster;
    private final NetworkModel model;
    private final ClusterSubnets subnets;
    private final AzureEnvironment azure;

    /** The control plane of a cluster in these subnets, beside what was declared around it. */
    public ControlPlane(AksCluster cluster, NetworkModel model, ClusterSubnets subnets, AzureEnvironment azure) {
        this.cluster = cluster;
        this.model = model;
        this.subnets = subnets;
        this.azure = azure;
    }

    /** The completed cluster. */
    public ClusterPlan plan(ClusterObjects declared) {
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
        List<Service> services = new FrontendAllocator(subnets, azure, cluster).assign(allocated.services());
        List<EndpointSlice> slices =
                EndpointSliceController.reconcile(services, pods, specs, declared.endpointSlices());
        ClusterObjects complete = new ClusterObjects(
                specs,
                declared.workloads(),
                pods,
                services,
                slices,
                declared.networkPolicies(),
                declared.httpRouting(),
                declared.addons());
        return new ClusterPlan(cluster, model, main, nodes, complete, problems);
    }
}
