package io.podpath.scenario.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Addresses are replaced so that every relation between ranges stays. */
class AddressMappingTest {

    private static final Cidr SUBNET = Cidr.parse("10.20.8.0/24");

    private static AddressMapping mapping(String key) {
        return new AddressMapping(RedactionKey.of(key), List.of(SUBNET));
    }

    @Provide
    Arbitrary<IpAddress> addresses() {
        Arbitrary<IpAddress> anywhere = Arbitraries.integers().map(IpAddress::ofIpv4);
        Arbitrary<IpAddress> near = Arbitraries.longs()
                .between(0, 2000)
                .map(offset -> IpAddress.parse("10.20.7.0").plus(offset));
        Arbitrary<IpAddress> six = Combinators.combine(
                        Arbitraries.longs(), Arbitraries.longs().greaterOrEqual(0))
                .as((high, low) -> new IpAddress(high | 1L << 62, low));
        return Arbitraries.oneOf(anywhere, near, six);
    }

    @Provide
    Arbitrary<Cidr> ranges() {
        return Combinators.combine(addresses(), Arbitraries.integers().between(0, 32))
                .as((address, length) -> Cidr.of(address, length));
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8);
    }

    @Property
    void lengthOfTheCommonPrefixStays(
            @ForAll("keys") String key, @ForAll("addresses") IpAddress a, @ForAll("addresses") IpAddress b) {
        AddressMapping mapping = mapping(key);

        assertThat(common(mapping.map(a), mapping.map(b))).isEqualTo(common(a, b));
        assertThat(mapping.map(a).family()).isEqualTo(a.family());
    }

    private static int common(IpAddress a, IpAddress b) {
        long high = a.high() ^ b.high();
        return high != 0 ? Long.numberOfLeadingZeros(high) : 64 + Long.numberOfLeadingZeros(a.low() ^ b.low());
    }

    @Property
    void rangesKeepLengthContainmentAndOverlap(
            @ForAll("keys") String key, @ForAll("ranges") Cidr a, @ForAll("ranges") Cidr b) {
        AddressMapping mapping = mapping(key);

        assertThat(mapping.map(a).prefixLength()).isEqualTo(a.prefixLength());
        assertThat(mapping.map(a).contains(mapping.map(b))).isEqualTo(a.contains(b));
        assertThat(mapping.map(a).overlaps(mapping.map(b))).isEqualTo(a.overlaps(b));
    }

    @Property
    void anAddressStaysInItsRange(
            @ForAll("keys") String key, @ForAll("ranges") Cidr range, @ForAll("addresses") IpAddress address) {
        AddressMapping mapping = mapping(key);

        assertThat(mapping.map(range).contains(mapping.map(address))).isEqualTo(range.contains(address));
    }

    @Property
    void privateStaysPrivateAndPublicStaysPublic(@ForAll("keys") String key, @ForAll("addresses") IpAddress address) {
        AddressMapping mapping = mapping(key);

        for (String range : List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")) {
            assertThat(Cidr.parse(range).contains(mapping.map(address)))
                    .isEqualTo(Cidr.parse(range).contains(address));
        }
    }

    @Property
    void addressesOfThePlatformStay(@ForAll("keys") String key) {
        AddressMapping mapping = mapping(key);

        for (String text : List.of(
                "168.63.129.16",
                "169.254.169.254",
                "127.0.0.1",
                "203.0.113.10",
                "0.0.0.0",
                "255.255.255.255",
                "fe80::1")) {
            assertThat(mapping.map(IpAddress.parse(text))).hasToString(text);
        }
        assertThat(mapping.map(Cidr.ANY_IPV4)).isEqualTo(Cidr.ANY_IPV4);
    }

    @Property
    void insideASubnetTheOffsetStays(@ForAll("keys") String key) {
        AddressMapping mapping = mapping(key);
        Cidr moved = mapping.map(SUBNET);

        for (int offset = 0; offset < 256; offset++) {
            assertThat(mapping.map(SUBNET.network().plus(offset)))
                    .isEqualTo(moved.network().plus(offset));
        }
    }

    @Example
    void theKeyDecides() {
        IpAddress address = IpAddress.parse("52.169.20.9");

        assertThat(mapping("a").map(address)).isEqualTo(mapping("a").map(address));
        assertThat(mapping("a").map(address)).isNotEqualTo(mapping("b").map(address));
        assertThat(mapping("a").map(address)).isNotEqualTo(address);
    }
}
