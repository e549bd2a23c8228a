package io.podpath.kubeproxy;

/** The chains of ipvs mode that other modes do not have, by name. */
final class IpvsChains {

    static final String NODE_PORT = "KUBE-NODE-PORT";
    static final String LOAD_BALANCER = "KUBE-LOAD-BALANCER";
    static final String SOURCE_RANGES_FIREWALL = "KUBE-SOURCE-RANGES-FIREWALL";
    static final String IPVS_FILTER = "KUBE-IPVS-FILTER";
    static final String IPVS_OUT_FILTER = "KUBE-IPVS-OUT-FILTER";

    private IpvsChains() {}
}
