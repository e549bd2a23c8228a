package io.podpath.netfilter.dump;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.netfilter.text.Word;
import java.util.Optional;

/** Masks written as an address, and addresses with such a mask. */
final class Netmasks {

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
        return length(mask).map(bits -> Cidr.of(address, bits));
    }

    /** The range around zero that the mask cuts out, of the family it is written in; nothing as above. */
    static Optional<Cidr> readMask(Word word) {
        IpAddress mask = Values.address(word, word.text());
        IpAddress zero = mask.isIpv4() ? IpAddress.ofIpv4(0) : new IpAddress(0, 0);
        return length(mask).map(bits -> Cidr.of(zero, bits));
    }

    private static Optional<Integer> length(IpAddress mask) {
        int length = mask.isIpv4()
                ? Integer.bitCount((int) mask.low())
                : Long.bitCount(mask.high()) + Long.bitCount(mask.low());
        return mask.equals(Cidr.of(ones(mask), length).network()) ? Optional.of(length) : Optional.empty();
    }

    private static IpAddress ones(IpAddress mask) {
        return mask.isIpv4() ? IpAddress.ofIpv4(-1) : new IpAddress(-1, -1);
    }
}
