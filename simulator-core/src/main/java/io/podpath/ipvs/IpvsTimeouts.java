package io.podpath.ipvs;

/**
 * How long IPVS keeps idle connections: {@code ipvsadm --set}, and kube-proxy's {@code ipvs.tcpTimeout}, {@code
 * tcpFinTimeout} and {@code udpTimeout}.
 *
 * <p><i>Source:</i> Linux {@code ip_vs_proto_tcp.c} and {@code ip_vs_proto_udp.c}, {@code tcp_timeouts} and {@code
 * udp_timeouts}; {@code ip_vs_ctl.c}, {@code ip_vs_set_timeout}.
 *
 * @param tcpSeconds an established TCP connection
 * @param tcpFinSeconds a TCP connection after a FIN of the server
 * @param udpSeconds a UDP flow
 */
public record IpvsTimeouts(int tcpSeconds, int tcpFinSeconds, int udpSeconds) {

    /** What the kernel has if nobody sets anything. */
    public static final IpvsTimeouts KERNEL = new IpvsTimeouts(900, 120, 300);

    public IpvsTimeouts {
        if (tcpSeconds <= 0 || tcpFinSeconds <= 0 || udpSeconds <= 0) {
            throw new IllegalArgumentException("IPVS timeouts are above 0");
        }
    }

    /** The timeouts after {@code ipvsadm --set}, where 0 leaves one as it is. */
    public IpvsTimeouts changedTo(int newTcpSeconds, int newTcpFinSeconds, int newUdpSeconds) {
        return new IpvsTimeouts(
                newTcpSeconds == 0 ? tcpSeconds : newTcpSeconds,
                newTcpFinSeconds == 0 ? tcpFinSeconds : newTcpFinSeconds,
                newUdpSeconds == 0 ? udpSeconds : newUdpSeconds);
    }
}
