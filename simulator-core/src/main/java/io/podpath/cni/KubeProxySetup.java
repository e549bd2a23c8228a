package io.podpath.cni;

import java.util.Locale;

/**
 * How AKS sets kube-proxy up: {@code --kube-proxy-config}.
 *
 * <p>AKS passes {@code --proxy-mode}, {@code --cluster-cidr} and {@code --detect-local-mode=ClusterCIDR}, and leaves
 * everything else at kube-proxy's defaults. That is documented for mode nftables and taken to hold for the others.
 *
 * <p><i>Source:</i> Azure docs, Configure kube-proxy in AKS; Azure support docs, Troubleshoot nftables configuration.
 *
 * @param mode how Services become rules
 * @param ipvs the settings of mode IPVS, which have no effect in the others
 */
public record KubeProxySetup(Mode mode, Ipvs ipvs) {

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
        return new KubeProxySetup(mode, Ipvs.DEFAULT);
    }
}
