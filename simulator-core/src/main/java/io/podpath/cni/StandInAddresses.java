package io.podpath.cni;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.FirewallSpec;
import io.podpath.azure.resource.NatGatewaySpec;
import io.podpath.azure.resource.PublicIpSpec;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives public addresses to whatever Azure would give one: managed NAT gateways, nodes, machines with default outbound
 * access. The real ones cannot be known, so these are of a range that RFC 5737 keeps for documentation; a big cluster
 * runs on into the address space behind it.
 */
public final class StandInAddresses {

    private static final Cidr RANGE = Cidr.parse("192.0.2.0/24");

    private final Set<IpAddress> taken = new HashSet<>();
    private long cursor = 1;

    /** None of the declared addresses is given out. */
    public StandInAddresses(AzureEnvironment azure) {
        azure.internetHosts().forEach(host -> taken.addAll(host.ips()));
        azure.virtualMachines().forEach(vm -> vm.findPublicIp().ifPresent(taken::add));
        azure.list(FirewallSpec.class).forEach(firewall -> taken.addAll(firewall.publicIps()));
        azure.list(PublicIpSpec.class).forEach(publicIp -> taken.add(publicIp.address()));
        azure.list(NatGatewaySpec.class).forEach(gateway -> taken.addAll(gateway.publicIps()));
    }

    /** The next address that nobody has. */
    public IpAddress next() {
        while (true) {
            IpAddress candidate = RANGE.network().plus(cursor++);
            if (taken.add(candidate)) {
                return candidate;
            }
        }
    }

    /** So many of them. */
    public List<IpAddress> next(int count) {
        List<IpAddress> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            addresses.add(next());
        }
        return addresses;
    }
}
