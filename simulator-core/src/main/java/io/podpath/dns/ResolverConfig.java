package io.podpath.dns;

import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A host's {@code /etc/resolv.conf}.
 *
 * <p>A name that ends in a dot is asked as it is. Any other is asked with every suffix of the search list; as it is, it is
 * asked first if it has at least {@code ndots} dots, else last.
 *
 * <p><i>Does not model:</i> musl, which never searches for names with enough dots; {@code rotate}; caches of programs.
 *
 * <p><i>Source:</i> resolv.conf(5); glibc {@code resolv/res_query.c}, {@code __res_context_search}.
 *
 * @param nameservers whom to ask, the next one when one does not answer
 * @param search suffixes to try
 * @param ndots dots from which a name is tried as it is first
 */
public record ResolverConfig(List<IpAddress> nameservers, List<String> search, int ndots) {

    /** The resolver's own default. */
    public static final int DEFAULT_NDOTS = 1;

    public ResolverConfig {
        nameservers = List.copyOf(nameservers);
        search = List.copyOf(search);
    }

    /** The full names to ask for, in order; each ends without a dot. */
    public List<String> candidates(String name) {
        String bare = DomainNames.normal(name);
        if (name.endsWith(".")) {
            return List.of(bare);
        }
        Set<String> names = new LinkedHashSet<>();
        boolean isEnough = DomainNames.dots(bare) >= ndots;
        if (isEnough) {
            names.add(bare);
        }
        search.forEach(suffix -> names.add(bare + "." + DomainNames.normal(suffix)));
        names.add(bare);
        return new ArrayList<>(names);
    }
}
