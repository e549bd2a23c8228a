package io.podpath.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.NetworkInterface;
import io.podpath.model.IpAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The source of a packet of IPv6 by RFC 6724: a node with a bridge, and with an address for a second link.
 *
 * <pre>
 * eth0  2001:db8:c0:101::4/128        cbr0  fd12::1/80        eth1  fd99:1::1/64, 2001:db8:c0:200::1/64
 * </pre>
 */
class Ipv6SourceSelectionTest {

    private static final LocalAddresses NODE = new LocalAddresses(List.of(
            NetworkInterface.of("eth0", address("10.1.1.4", 24), address("2001:db8:c0:101::4", 128)),
            NetworkInterface.of("cbr0", address("fd12::1", 80)),
            NetworkInterface.of("eth1", address("fd99:1::1", 64), address("2001:db8:c0:200::1", 64))));

    private static NetworkInterface.Address address(String text, int prefixLength) {
        return new NetworkInterface.Address(IpAddress.parse(text), prefixLength);
    }

    @ParameterizedTest
    @CsvSource({
        // Rule 1: to itself, whatever interface it leaves by.
        "lo,   fd12::1,              fd12::1",
        "lo,   2001:db8:c0:101::4,   2001:db8:c0:101::4",
        "lo,   ::1,                  ::1",
        // Rule 5: the outgoing interface, even if another address is nearer.
        "eth0, fd12::5,              2001:db8:c0:101::4",
        "cbr0, 2001:db8:c0:101::9,   fd12::1",
        // Rule 6: unique local with unique local.
        "eth1, fd77::1,              fd99:1::1",
        "azv1, fd12::5,              fd12::1",
        "eth1, 2606:4700::1,         2001:db8:c0:200::1",
        // Rule 8: the longest common prefix, on an interface without addresses.
        "azv1, 2001:db8:c0:200::9,   2001:db8:c0:200::1",
        "azv1, 2001:db8:c0:101::9,   2001:db8:c0:101::4",
        "azv1, fd99:1::7,            fd99:1::1"
    })
    void theFirstRuleThatTellsTwoApartDecides(String outInterface, String peer, String source) {
        assertThat(NODE.findSource(outInterface, IpAddress.parse(peer))).contains(IpAddress.parse(source));
    }

    @ParameterizedTest
    @CsvSource({"eth0, 10.9.9.9, 10.1.1.4", "lo, 10.9.9.9, 10.1.1.4"})
    void ipv4TakesThePrimaryAddress(String outInterface, String peer, String source) {
        assertThat(NODE.findSource(outInterface, IpAddress.parse(peer))).contains(IpAddress.parse(source));
    }
}
