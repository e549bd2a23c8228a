package io.podpath.kubeproxy;

import io.podpath.model.Cidr;
import io.podpath.model.IpFamily;
import io.podpath.model.PacketMark;
import java.util.List;

/**
 * The settings of one proxier that change its rules; a dual-stack kube-proxy runs two.
 *
 * <p><i>Source:</i> Kubernetes kubeproxy.config.k8s.io/v1alpha1, {@code KubeProxyConfiguration}.
 *
 * @param family the family of its rules
 * @param detector how local pods are told
 * @param masquerade what is masqueraded and how
 * @param nodePorts which addresses have node ports
 * @param hints which topology hints it knows
 * @param host what it found on the node at its start
 */
public record KubeProxyConfig(
        IpFamily family,
        LocalTrafficDetector detector,
        Masquerade masquerade,
        NodePorts nodePorts,
        HintSupport hints,
        Host host) {

    public KubeProxyConfig {
        detector = detector.forFamily(family);
    }

    /** kube-proxy's defaults with this detector. */
    public static KubeProxyConfig of(IpFamily family, LocalTrafficDetector detector) {
        return new KubeProxyConfig(
                family, detector, Masquerade.DEFAULT, NodePorts.DEFAULT, HintSupport.NODES_AND_ZONES, Host.DEFAULT);
    }

    /**
     * What is masqueraded.
     *
     * @param all {@code --masquerade-all}: everything to a cluster IP
     * @param mark the bit set by {@code --iptables-masquerade-bit}
     */
    public record Masquerade(boolean all, PacketMark mark) {

        /** Bit 14, and not everything. */
        public static final Masquerade DEFAULT = new Masquerade(false, PacketMark.MASQUERADE);
    }

    /**
     * Which addresses have node ports.
     *
     * @param addresses {@code --nodeport-addresses}; empty for all local addresses
     * @param onLocalhost {@code --iptables-localhost-nodeports}
     */
    public record NodePorts(List<Cidr> addresses, boolean onLocalhost) {

        /** All addresses, 127.0.0.1 among them. */
        public static final NodePorts DEFAULT = new NodePorts(List.of(), true);

        public NodePorts {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * What kube-proxy found on the node at its start.
     *
     * @param conntrackTcpBeLiberal {@code net.netfilter.nf_conntrack_tcp_be_liberal} is not 0
     * @param masqueradesRandomFully the iptables binary knows {@code --random-fully} (1.6.2 and newer)
     * @param countsInvalidPackets nfacct objects for dropped INVALID packets could be made
     * @param countsLocalhostNodePorts nfacct objects for node ports on localhost could be made
     */
    public record Host(
            boolean conntrackTcpBeLiberal,
            boolean masqueradesRandomFully,
            boolean countsInvalidPackets,
            boolean countsLocalhostNodePorts) {

        /** A present-day node without nfacct. */
        public static final Host DEFAULT = new Host(false, true, false, false);
    }

    /** Whether node ports answer on 127.0.0.1. */
    boolean hasLocalhostNodePorts() {
        return family == IpFamily.IPV4
                && nodePorts.onLocalhost
                && NodePortAddresses.of(this).containsIpv4Loopback();
    }
}
