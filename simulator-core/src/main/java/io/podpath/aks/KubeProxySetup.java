package io.podpath.aks;

import java.util.Locale;

/**
 * How AKS sets kube-proxy up: {@code --kube-proxy-config}.
 *
 * <p>AKS passes {@code --proxy-mode}, {@code --cluster-cidr} and {@code --detect-local-mode}, and leaves everything else
 * at kube-proxy's defaults. What it passes for the last is settled by {@link io.podpath.cni.LocalPodDetection}, unless said here.
 *
 * <p><i>Source:</i> Azure docs, Configure kube-proxy in AKS; Azure support docs, Troubleshoot nftables configuration.
 *
 * @param mode how Services become rules
 * @param ipvs the settings of mode IPVS, which have no effect in the others
 * @param detection how local pods are told
 */
public record KubeProxySetup(Mode mode, Ipvs ipvs, Detection detection) {

    /** AKS's default: iptables. */
    public static final KubeProxySetup DEFAULT = of(Mode.IPTABLES);

    /** How Services become rules. */
    public enum Mode {
        /** The default. */
        IPTABLES,
        /** Linux virtual servers. */
        IPVS,
        /** Needs Kubernetes 1.33. */
        NFTABLES,
        /** {@code enabled: false}: something else does its work. */
        DISABLED;

        /** In lower case, as {@code --proxy-mode} takes it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * {@code --detect-local-mode}. AKS lets nobody choose; it can be said where a cluster is known to differ.
     *
     * <p><i>Source:</i> fact KP-LOCAL-DETECTION-IN-AKS, which is disputed.
     */
    public enum Detection {
        /** What AKS is known to pass for the networking model and the mode. */
        AS_AKS(""),
        /** Pods are the sources in the cluster CIDR. */
        CLUSTER_CIDR("ClusterCIDR"),
        /** Pods are what comes in on an interface of Azure CNI. */
        INTERFACE_NAME_PREFIX("InterfaceNamePrefix");

        private final String label;

        Detection(String label) {
            this.label = label;
        }

        /** As kube-proxy spells it. */
        public String label() {
            return label;
        }
    }

    /**
     * {@code ipvsConfig}.
     *
     * @param scheduler how the next endpoint is chosen
     * @param tcpTimeoutSeconds how long an idle TCP connection is remembered
     * @param tcpFinTimeoutSeconds the same after a FIN
     * @param udpTimeoutSeconds the same for UDP
     */
    public record Ipvs(Scheduler scheduler, int tcpTimeoutSeconds, int tcpFinTimeoutSeconds, int udpTimeoutSeconds) {

        /** kube-proxy's scheduler and the kernel's times ({@code net/netfilter/ipvs/ip_vs_proto_tcp.c}, udp). */
        public static final Ipvs DEFAULT = new Ipvs(Scheduler.ROUND_ROBIN, 900, 120, 300);
    }

    /** How IPVS chooses the next endpoint, as far as AKS lets one choose. */
    public enum Scheduler {
        ROUND_ROBIN("RoundRobin"),
        LEAST_CONNECTION("LeastConnection");

        private final String label;

        Scheduler(String label) {
            this.label = label;
        }

        /** As AKS spells it. */
        public String label() {
            return label;
        }
    }

    /** A mode with default settings. */
    public static KubeProxySetup of(Mode mode) {
        return new KubeProxySetup(mode, Ipvs.DEFAULT, Detection.AS_AKS);
    }

    /** The same with another detection. */
    public KubeProxySetup with(Detection another) {
        return new KubeProxySetup(mode, ipvs, another);
    }
}
