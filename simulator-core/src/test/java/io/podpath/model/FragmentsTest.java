package io.podpath.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FragmentsTest {

    private static Packet datagram(String from, String to, int payloadBytes) {
        TransportAddress source = new TransportAddress(IpAddress.parse(from), 40_000);
        return Packet.datagram(
                new FiveTuple(Protocol.UDP, source, new TransportAddress(IpAddress.parse(to), 53)), payloadBytes);
    }

    private static Packet datagram(int payloadBytes) {
        return datagram("10.1.0.9", "10.2.0.2", payloadBytes);
    }

    /** The rows with MTU 1400 and 3000 are what Linux 6.18 sent. */
    @ParameterizedTest
    @CsvSource({"2000, 1400, 2, 1396", "5000, 3000, 2, 2996", "5000, 1400, 4, 1396", "1473, 1500, 2, 1500"})
    void allFragmentsButTheLastCarryAMultipleOfEightBytes(int payload, int mtu, int count, int largest) {
        assertThat(Fragments.of(datagram(payload), mtu)).isEqualTo(new Fragments(count, largest));
    }

    /** 2996 and 2052 bytes, each cut for 1400. */
    @Test
    void aRouterWithoutConntrackCutsEachFragmentByItself() {
        Packet travelling = datagram(5_000).withFragmentation(Fragmentation.cut(2_996));

        assertThat(Fragments.ofEach(travelling, 1_400)).isEqualTo(new Fragments(5, 1_396));
        assertThat(Fragments.ofEach(travelling, 9_000)).isEqualTo(new Fragments(2, 2_996));
    }

    /** Of 1460 bytes of data 1448 fit behind 40 + 8 bytes of headers. */
    @Test
    void anIpv6FragmentHasAHeaderMore() {
        assertThat(Fragments.of(datagram("fd00::1", "fd00::2", 1_472), 1_500)).isEqualTo(new Fragments(2, 1_496));
    }

    static IntStream seeds() {
        return IntStream.range(0, 50);
    }

    /** Whatever the sizes: as few pieces as can carry the data, none larger than the link, and enough for all of it. */
    @ParameterizedTest
    @MethodSource("seeds")
    void thePiecesFitAndCarryEverything(int seed) {
        Random random = new Random(seed);
        Packet packet = datagram(1_500 + random.nextInt(60_000));
        int mtu = 68 + random.nextInt(1_400);

        Fragments pieces = Fragments.of(packet, mtu);

        int carriedByEach = pieces.largestBytes() - 20;
        int carried = packet.lengthBytes() - 20;
        assertThat(pieces.largestBytes()).isLessThanOrEqualTo(mtu).isGreaterThan(mtu - 8);
        assertThat(carriedByEach % 8).isZero();
        assertThat(pieces.count() * carriedByEach).isGreaterThanOrEqualTo(carried);
        assertThat((pieces.count() - 1) * carriedByEach).isLessThan(carried);
    }

    /** Fragments that fit the next link are not cut again. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whatFitsIsNotCutAgain(int seed) {
        Random random = new Random(seed);
        int mtu = 100 + random.nextInt(1_400);
        Packet packet = datagram(1_500 + random.nextInt(60_000));
        Fragments first = Fragments.of(packet, mtu);
        Packet travelling = packet.withFragmentation(Fragmentation.cut(first.largestBytes()));

        assertThat(Fragments.ofEach(travelling, mtu + random.nextInt(100))).isEqualTo(first);
    }

    @Test
    void aLinkWithoutRoomAndFragmentsOfTheIndivisibleAreRefused() {
        assertThatThrownBy(() -> Fragments.of(datagram(100), 27)).hasMessageContaining("27 bytes");
        assertThatThrownBy(() -> new Fragmentation(Fragmentation.Rule.FORBIDDEN, 1_400))
                .hasMessageContaining("must not be fragmented");
    }
}
