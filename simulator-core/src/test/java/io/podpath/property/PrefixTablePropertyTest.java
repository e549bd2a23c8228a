package io.podpath.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.PrefixTable;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Longest-prefix match against a scan of all prefixes. */
class PrefixTablePropertyTest {

    /** Prefixes, and addresses to look up: inside them, beside them and anywhere. */
    record Lookups(List<Cidr> prefixes, List<IpAddress> addresses) {}

    @Property(tries = 500)
    void findsWhatAScanFinds(@ForAll("lookups") Lookups lookups) {
        PrefixTable<Integer> table = new PrefixTable<>();
        Map<Cidr, Integer> naive = new LinkedHashMap<>();
        int value = 0;
        for (Cidr prefix : lookups.prefixes()) {
            table.put(prefix, value);
            naive.put(prefix, value++);
        }

        for (IpAddress address : lookups.addresses()) {
            assertThat(table.find(address)).as("%s in %s", address, naive).isEqualTo(scan(naive, address));
            assertThat(table.listMatches(address))
                    .as("%s in %s", address, naive)
                    .isEqualTo(scanAll(naive, address));
        }
    }

    private static Optional<Integer> scan(Map<Cidr, Integer> prefixes, IpAddress address) {
        return scanAll(prefixes, address).stream().findFirst();
    }

    private static List<Integer> scanAll(Map<Cidr, Integer> prefixes, IpAddress address) {
        return prefixes.entrySet().stream()
                .filter(entry -> entry.getKey().contains(address))
                .sorted(Comparator.comparing(entry -> -entry.getKey().prefixLength()))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Provide
    Arbitrary<Lookups> lookups() {
        return Arbitraries.of(IpFamily.class)
                .flatMap(family ->
                        Addresses.prefixes(family).list().ofMaxSize(40).flatMap(prefixes -> lookups(family, prefixes)));
    }

    private static Arbitrary<Lookups> lookups(IpFamily family, List<Cidr> prefixes) {
        Arbitrary<IpAddress> anywhere = Arbitraries.oneOf(Addresses.any(family), Addresses.crowded(family));
        Arbitrary<IpAddress> near = prefixes.isEmpty()
                ? anywhere
                : Combinators.combine(
                                Arbitraries.of(prefixes), Arbitraries.integers().between(-2, 2))
                        .as((prefix, offset) -> prefix.network().plus(offset))
                        .filter(address -> address.family() == family);
        return Arbitraries.oneOf(anywhere, near)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20)
                .map(addresses -> new Lookups(prefixes, addresses));
    }
}
