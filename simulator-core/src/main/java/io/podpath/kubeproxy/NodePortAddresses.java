package io.podpath.kubeproxy;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses of a node that have node ports: {@code --nodeport-addresses}.
 *
 * <p>Ranges of the other family are ignored; if none is left, or one is the zero range, all addresses match.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/util/nodeport_addresses.go}.
 *
 * @param ranges the ranges of this family; never empty
 */
record NodePortAddresses(List<Cidr> ranges) {

    private static final IpAddress IPV4_LOOPBACK = IpAddress.parse("127.0.0.1");
    private static final Cidr IPV4_LOOPBACK_RANGE = Cidr.parse("127.0.0.0/8");
    private static final IpAddress IPV6_LOOPBACK = IpAddress.parse("::1");

    static NodePortAddresses of(KubeProxyConfig config) {
        List<Cidr> own = config.nodePorts().addresses().stream()
                .filter(range -> range.family() == config.family())
                .toList();
        boolean all = own.isEmpty() || own.stream().anyMatch(range -> range.prefixLength() == 0);
        Cidr any = config.family() == IpFamily.IPV4 ? Cidr.ANY_IPV4 : Cidr.ANY_IPV6;
        return new NodePortAddresses(all ? List.of(any) : own);
    }

    boolean matchesAll() {
        return ranges.get(0).prefixLength() == 0;
    }

    boolean containsIpv4Loopback() {
        return ranges.stream().anyMatch(range -> range.overlaps(IPV4_LOOPBACK_RANGE));
    }

    /** The node's addresses in the ranges, loopback last. */
    List<IpAddress> listAddresses(ProxyNode node) {
        List<IpAddress> all = new ArrayList<>(node.addresses());
        all.add(IPV4_LOOPBACK);
        all.add(IPV6_LOOPBACK);
        return all.stream()
                .filter(address -> ranges.stream().anyMatch(range -> range.contains(address)))
                .distinct()
                .toList();
    }
}
