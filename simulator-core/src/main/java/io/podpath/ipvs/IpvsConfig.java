package io.podpath.ipvs;

import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What IPVS is told to do in one network namespace: its virtual servers and timeouts. Immutable.
 *
 * <p>kube-proxy also sets {@code net.ipv4.vs.conntrack}, {@code expire_nodest_conn} and {@code
 * expire_quiescent_template} to 1, which is how podpath's IPVS always behaves.
 */
public final class IpvsConfig {

    /** No virtual server at all. */
    public static final IpvsConfig EMPTY = new IpvsConfig(List.of(), IpvsTimeouts.KERNEL);

    private final Map<Key, VirtualServer> virtualServers;
    private final IpvsTimeouts timeouts;

    private record Key(Protocol protocol, TransportAddress address) {}

    /** These virtual servers; of two with the same address, port and protocol the first one counts. */
    public IpvsConfig(Collection<VirtualServer> virtualServers, IpvsTimeouts timeouts) {
        Map<Key, VirtualServer> byKey = new LinkedHashMap<>();
        for (VirtualServer server : virtualServers) {
            byKey.putIfAbsent(new Key(server.protocol(), server.address()), server);
        }
        this.virtualServers = Collections.unmodifiableMap(byKey);
        this.timeouts = timeouts;
    }

    /** All virtual servers, in the order they were added. */
    public List<VirtualServer> listVirtualServers() {
        return new ArrayList<>(virtualServers.values());
    }

    /** The virtual server at an address, if IPVS answers for it. */
    public Optional<VirtualServer> find(Protocol protocol, TransportAddress address) {
        return Optional.ofNullable(virtualServers.get(new Key(protocol, address)));
    }

    /** How long idle connections are kept. */
    public IpvsTimeouts timeouts() {
        return timeouts;
    }
}
