package io.podpath.azure.resource;

import io.podpath.model.Cidr;
import io.podpath.model.IpFamily;
import java.util.List;
import java.util.Optional;

/**
 * A subnet as declared.
 *
 * @param name its name inside the virtual network
 * @param addressPrefixes its ranges, one per family as a rule; at least one
 * @param settings what is attached to it
 */
public record SubnetSpec(String name, List<Cidr> addressPrefixes, SubnetSettings settings) {

    public SubnetSpec {
        addressPrefixes = List.copyOf(addressPrefixes);
        if (addressPrefixes.isEmpty()) {
            throw new IllegalArgumentException("subnet " + name + " has no range");
        }
    }

    /** A subnet of one range with nothing attached. */
    public static SubnetSpec of(String name, Cidr addressPrefix) {
        return new SubnetSpec(name, List.of(addressPrefix), SubnetSettings.NONE);
    }

    /** The same subnet with other attachments. */
    public SubnetSpec with(SubnetSettings other) {
        return new SubnetSpec(name, addressPrefixes, other);
    }

    /** Its first range. */
    public Cidr addressPrefix() {
        return addressPrefixes.get(0);
    }

    /** Its range of a family. */
    public Optional<Cidr> findAddressPrefix(IpFamily family) {
        return addressPrefixes.stream()
                .filter(prefix -> prefix.family() == family)
                .findFirst();
    }
}
