package io.podpath.ipvs;

import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.List;

/**
 * An address and port that IPVS answers for.
 *
 * <p>It may have no real server; clients are then told by ICMP port unreachable.
 *
 * <p><i>Does not model:</i> virtual servers by firewall mark, port 0, one-packet scheduling, other persistence masks than
 * the whole address.
 *
 * <p><i>Source:</i> Linux {@code struct ip_vs_service}.
 *
 * @param protocol TCP, UDP or SCTP
 * @param address the virtual address and port
 * @param scheduler how a real server is chosen
 * @param persistenceSeconds how long a client keeps its real server, or 0
 * @param realServers the servers behind it, in the order of the list the scheduler goes through
 * @param label whose it is, for the trace: {@code demo/web:http}; the kernel knows nothing of it
 */
public record VirtualServer(
        Protocol protocol,
        TransportAddress address,
        Scheduler scheduler,
        int persistenceSeconds,
        List<RealServer> realServers,
        String label) {

    public VirtualServer {
        realServers = List.copyOf(realServers);
        if (!protocol.hasPorts()) {
            throw new IllegalArgumentException("IPVS balances TCP, UDP and SCTP, not " + protocol);
        }
        if (persistenceSeconds < 0) {
            throw new IllegalArgumentException("a persistence of " + persistenceSeconds + " s is negative");
        }
    }

    /** Whether clients keep their real server. */
    public boolean isPersistent() {
        return persistenceSeconds > 0;
    }

    /** The same virtual server with its real servers in another order, or with others. */
    public VirtualServer withRealServers(List<RealServer> others) {
        return new VirtualServer(protocol, address, scheduler, persistenceSeconds, others, label);
    }

    /** How many real servers get new connections. */
    public int countAvailable() {
        return (int) realServers.stream().filter(RealServer::isAvailable).count();
    }

    /** For example {@code tcp 10.0.40.80:80}. */
    @Override
    public String toString() {
        return protocol.lowerCaseName() + " " + address;
    }
}
