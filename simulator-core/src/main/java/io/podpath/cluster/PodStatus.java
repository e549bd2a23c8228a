package io.podpath.cluster;

import io.podpath.model.IpAddress;
import java.util.List;

/**
 * What is known of a running pod.
 *
 * @param ready passes its readiness probe
 * @param terminating has a deletion timestamp
 * @param finished its phase is Succeeded or Failed, so it has no network any more
 * @param podIps its addresses, one of each family at most; empty while unknown
 */
public record PodStatus(boolean ready, boolean terminating, boolean finished, List<IpAddress> podIps) {

    /** A running, ready pod whose address is still to be allocated. */
    public static final PodStatus READY = new PodStatus(true, false, false, List.of());

    public PodStatus {
        podIps = List.copyOf(podIps);
    }

    /** The same pod with these addresses. */
    public PodStatus withPodIps(List<IpAddress> addresses) {
        return new PodStatus(ready, terminating, finished, addresses);
    }
}
