package io.podpath.trace;

/** What Services do to packets. */
public enum ServiceReason implements Reason {
    /** The Service has no endpoint to send to. */
    SVC_NO_ENDPOINTS(
            "the Service has no endpoint to send to",
            "No pod behind the Service is ready, and none is serving while it terminates. kube-proxy, or IPVS for it, rejects such packets with ICMP port unreachable.",
            "Check the selector, the readiness of the pods and the name of the target port.",
            "Kubernetes docs, Virtual IPs and Service Proxies"),
    /** The policy is Local and this node has no endpoint. */
    SVC_NO_LOCAL_ENDPOINTS(
            "the policy is Local and this node has no endpoint",
            "With externalTrafficPolicy or internalTrafficPolicy Local a node serves only its own endpoints; a packet that reaches another node is dropped.",
            "Use policy Cluster, or run an endpoint on every node that gets traffic.",
            "Kubernetes docs, Virtual IPs and Service Proxies"),
    /** The client is outside loadBalancerSourceRanges. */
    SVC_SOURCE_RANGE(
            "the client is outside loadBalancerSourceRanges",
            "kube-proxy passes only listed sources on to the endpoints and drops the rest in KUBE-PROXY-FIREWALL. Pods are not exempt.",
            "Add the client's range to the Service.",
            "Kubernetes docs, loadBalancerSourceRanges"),
    /** No Service has this port at this address. */
    SVC_PORT_UNKNOWN(
            "no Service has this port at this address",
            "The address is a Service's but no Service port matches. In iptables mode the packet follows the routing table; in nftables and ipvs mode the node rejects it, if some Service has the address. In ipvs mode pings fare the same.",
            "Use a port that the Service declares.",
            "kube-proxy iptables mode; pkg/proxy/nftables/README.md"),
    /** No Service has this address. */
    SVC_ADDRESS_UNALLOCATED(
            "no Service has this address",
            "The address is in the range of cluster IPs but belongs to no Service. In nftables mode kube-proxy drops such packets; in iptables mode they follow the routing table.",
            "Use the cluster IP of a Service; a client may have kept the address of one that is gone.",
            "kube-proxy pkg/proxy/nftables/README.md");

    private final ReasonText text;

    ServiceReason(String summary, String explanation, String fix, String source) {
        this.text = new ReasonText(summary, explanation, fix, source);
    }

    @Override
    public ReasonText text() {
        return text;
    }
}
