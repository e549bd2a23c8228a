package io.podpath.property;

import io.podpath.model.Cidr;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random addresses, prefixes and tuples; few enough distinct ones that they meet. */
public final class Addresses {

    private static final IpAddress V6 = IpAddress.parse("fd12:3456:789a::");

    private Addresses() {}

    /** Any address of a family. */
    public static Arbitrary<IpAddress> any(IpFamily family) {
        return family == IpFamily.IPV4
                ? Arbitraries.integers().map(IpAddress::ofIpv4)
                : Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                        .as(IpAddress::new)
                        .filter(address -> !address.isIpv4());
    }

    /** Addresses that share long prefixes with one another. */
    public static Arbitrary<IpAddress> crowded(IpFamily family) {
        IpAddress base = family == IpFamily.IPV4 ? IpAddress.parse("10.0.0.0") : V6;
        return Arbitraries.longs()
                .between(0, family == IpFamily.IPV4 ? 0xff_ffffL : Long.MAX_VALUE)
                .map(base::plus);
    }

    /** Prefixes of every length. */
    public static Arbitrary<Cidr> prefixes(IpFamily family) {
        return Combinators.combine(
                        Arbitraries.oneOf(crowded(family), any(family)),
                        Arbitraries.integers().between(0, family.addressBits()))
                .as(Cidr::of);
    }

    /** TCP and UDP tuples between any two addresses of a family. */
    public static Arbitrary<FiveTuple> tuples() {
        return Arbitraries.of(IpFamily.class)
                .flatMap(family -> Combinators.combine(
                                Arbitraries.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP), ends(family), ends(family))
                        .as(FiveTuple::new));
    }

    /** Echo tuples. */
    public static Arbitrary<FiveTuple> echoes() {
        return Arbitraries.of(IpFamily.class)
                .flatMap(family -> Combinators.combine(
                                any(family), any(family), Arbitraries.integers().between(0, TransportAddress.MAX_PORT))
                        .as(FiveTuple::echo));
    }

    private static Arbitrary<TransportAddress> ends(IpFamily family) {
        return Combinators.combine(any(family), Arbitraries.integers().between(0, TransportAddress.MAX_PORT))
                .as(TransportAddress::new);
    }
}
