package io.podpath.cluster;

import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import java.util.List;
import java.util.Map;

/**
 * CoreDNS as AKS installs it: two pods behind the Service kube-system/kube-dns, which has the cluster's DNS address.
 *
 * <p><i>Models:</i> the Service, the pods, their {@code dnsPolicy: Default}. <i>Does not model:</i> the autoscaler, which
 * adds pods with nodes and cores.
 *
 * <p><i>Source:</i> Azure docs, Autoscale CoreDNS in AKS; kubernetes/kubernetes {@code cluster/addons/dns/coredns}.
 */
public final class ClusterDns {

    /** The Service every pod asks. */
    public static final NamespacedName SERVICE = new NamespacedName("kube-system", "kube-dns");

    private static final NamespacedName DEPLOYMENT = new NamespacedName("kube-system", "coredns");
    private static final Map<String, String> LABELS = Map.of("k8s-app", "kube-dns");
    private static final int REPLICAS = 2;
    private static final int PORT = 53;

    private ClusterDns() {}

    /** These objects with CoreDNS, unless they have its Service already. */
    public static ClusterObjects addTo(ClusterObjects objects, IpAddress dnsServiceIp) {
        return objects.hasService(SERVICE)
                ? objects
                : objects.with(List.of(deployment()), List.of(service(dnsServiceIp)));
    }

    private static Service service(IpAddress address) {
        return new Service(
                SERVICE,
                Service.Metadata.NONE,
                ServiceType.CLUSTER_IP,
                List.of(address),
                false,
                List.of(port("dns", Protocol.UDP), port("dns-tcp", Protocol.TCP)),
                new Service.Backend(LABELS, TrafficPolicy.CLUSTER, 0, false, ""),
                ServiceExposure.NONE);
    }

    private static ServicePort port(String name, Protocol protocol) {
        return new ServicePort(name, protocol, PORT, TargetPort.ofNumber(PORT), 0, "");
    }

    private static Workload deployment() {
        List<ContainerPort> ports = List.of(
                new ContainerPort("dns", PORT, Protocol.UDP, 0), new ContainerPort("dns-tcp", PORT, Protocol.TCP, 0));
        PodDns ofNode = new PodDns(PodDns.Policy.NODE, List.of(), List.of(), null);
        PodSpec template = new PodSpec(ports, false, null, Map.of(), List.of(), ofNode);
        return new Workload(
                Workload.Kind.DEPLOYMENT, DEPLOYMENT, REPLICAS, LABELS, template, LabelSelector.ofLabels(LABELS));
    }
}
