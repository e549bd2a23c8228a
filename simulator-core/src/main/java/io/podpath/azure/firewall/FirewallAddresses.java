package io.podpath.azure.firewall;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Optional;

/** Whether an address is on a list of addresses, ranges, {@code *} and service tags. */
final class FirewallAddresses {

    private FirewallAddresses() {}

    /** Whether a list holds an address. */
    enum Membership {
        YES,
        NO,
        /** It depends on a service tag. */
        UNKNOWN
    }

    static Membership find(List<String> list, IpAddress address) {
        boolean unknown = false;
        for (String entry : list) {
            if (entry.equals("*")) {
                return Membership.YES;
            }
            Optional<Cidr> range = Cidr.tryParse(entry);
            if (range.isEmpty()) {
                unknown = true;
            } else if (range.get().contains(address)) {
                return Membership.YES;
            }
        }
        return unknown ? Membership.UNKNOWN : Membership.NO;
    }
}
