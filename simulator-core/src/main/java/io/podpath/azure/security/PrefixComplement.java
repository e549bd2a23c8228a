package io.podpath.azure.security;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The fewest prefixes that hold a range without some holes, in order of address. */
final class PrefixComplement {

    private PrefixComplement() {}

    static List<Cidr> of(Cidr whole, Collection<Cidr> holes) {
        List<Cidr> rest = new ArrayList<>();
        collect(whole, holes.stream().filter(whole::overlaps).toList(), rest);
        return rest;
    }

    private static void collect(Cidr part, List<Cidr> holes, List<Cidr> rest) {
        if (holes.isEmpty()) {
            rest.add(part);
        } else if (holes.stream().noneMatch(hole -> hole.contains(part))) {
            int length = part.prefixLength() + 1;
            IpAddress last = part.lastAddress();
            for (Cidr half : List.of(new Cidr(part.network(), length), Cidr.of(last, length))) {
                collect(half, holes.stream().filter(half::overlaps).toList(), rest);
            }
        }
    }
}
