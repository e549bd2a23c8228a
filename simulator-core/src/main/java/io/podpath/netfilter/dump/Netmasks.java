package io.podpath.netfilter.dump;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.netfilter.text.Word;
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

    /**
     * The prefix; nothing if the bits of the mask are not the leading ones.
     *
     * @param word what a problem is about
     * @param text an address, a slash, and the mask
     */
    static Optional<Cidr> read(Word word, String text) {
        int slash = text.indexOf('/');
        IpAddress address = Values.address(word, text.substring(0, slash));
        IpAddress mask = Values.address(word, text.substring(slash + 1));
        if (!address.isIpv4() || !mask.isIpv4()) {
            throw new RuleSyntaxException(word, "'" + word.text() + "' is not an address and mask of IPv4");
        }
        int bits = (int) mask.low();
        int length = Integer.bitCount(bits);
        boolean isPrefix = length == IPV4_BITS || bits << length == 0;
        return isPrefix ? Optional.of(Cidr.of(address, length)) : Optional.empty();
    }
}
