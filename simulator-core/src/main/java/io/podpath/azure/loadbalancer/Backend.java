package io.podpath.azure.loadbalancer;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;

/**
 * A member of a backend pool.
 *
 * @param nic the name of its NIC
 * @param address the primary address of that NIC
 * @param podAddresses addresses of pods on the same NIC that reach the internet under an address of their own
 */
public record Backend(String nic, IpAddress address, List<Cidr> podAddresses) {

    public Backend {
        podAddresses = List.copyOf(podAddresses);
    }

    /** A member with one address. */
    public Backend(String nic, IpAddress address) {
        this(nic, address, List.of());
    }
}
