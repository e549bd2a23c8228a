package io.podpath.assembly;

import io.podpath.model.IpAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who has which address, in words: {@code pod/shop/web}, {@code node/node-0 cbr0}, {@code frontend/shop/web}. */
public final class AddressBook {

    private final Map<IpAddress, String> owners = new HashMap<>();

    /** Notes an owner; the first one counts. */
    void add(IpAddress address, String owner) {
        owners.putIfAbsent(address, owner);
    }

    /** Who has the address. */
    public Optional<String> findOwner(IpAddress address) {
        return Optional.ofNullable(owners.get(address));
    }
}
