package io.podpath.netfilter.dump;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.Optional;

/** Addresses with a mask written as four bytes. */
final class Netmasks {

    private static final int IPV4_BITS = 32;

    private Netmasks() {}

    /** Whether the mask is written as an address. */
    static boolean isWritten(String text) {
        int slash = text.indexOf('/');
        return slash >= 0 && text.indexOf('.', slash) >= 0;
    }

    /** The prefix; nothing if the bits of the mask are not the leading ones, or the text is no address with a mask. */
    static Optional<Cidr> read(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = IpAddress.tryParse(text.substring(0, slash));
        Optional<IpAddress> mask = IpAddress.tryParse(text.substring(slash + 1));
        if (address.isEmpty() || mask.isEmpty()) {
            return Optional.empty();
        }
        int bits = (int) mask.get().low();
        int length = Integer.bitCount(bits);
        boolean isPrefix = length == IPV4_BITS || bits << length == 0;
        return isPrefix ? Optional.of(Cidr.of(address.get(), length)) : Optional.empty();
    }
}
