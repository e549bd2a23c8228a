package io.podpath.netfilter.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.NetworkInterface;
import io.podpath.model.IpAddress;
import io.podpath.netfilter.Sysctls;
import io.podpath.netfilter.text.Parsed;
import io.podpath.netfilter.text.TextProblem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes, interfaces, settings and routing rules as the tools of a node print them. */
class NodeTextReadersTest {

    @Test
    void routesOfTheMainTableAreKeptTheLowestMetricFirst() {
        Parsed<RouteList> read = RouteReader.read("""
                default via 10.224.0.9 dev eth1 proto dhcp src 10.224.0.5 metric 200
                default via 10.224.0.1 dev eth0 proto dhcp src 10.224.0.4 metric 100
                10.224.0.0/16 dev eth0 proto kernel scope link src 10.224.0.4 metric 100
                10.244.0.5 dev azv1a2b3c proto static
                blackhole 10.244.9.0/26 proto 80
                local 10.224.0.4 dev eth0 table local proto kernel scope host src 10.224.0.4
                broadcast 10.224.255.255 dev eth0 table local proto kernel scope link src 10.224.0.4
                fe80::/64 dev eth0 proto kernel metric 256 pref medium
                default via fe80::1 dev eth0 proto ra metric 100 pref medium
                """);

        assertThat(read.problems()).isEmpty();
        assertThat(read.value().routes())
                .map(Object::toString)
                .containsExactly(
                        "10.244.0.5 dev azv1a2b3c scope link",
                        "blackhole 10.244.9.0/26",
                        "default via 10.224.0.1 dev eth0 src 10.224.0.4",
                        "10.224.0.0/16 dev eth0 scope link src 10.224.0.4",
                        "default via 10.224.0.9 dev eth1 src 10.224.0.5");
        assertThat(read.value().ownAddresses()).containsExactly(Map.entry(IpAddress.parse("10.224.0.4"), "eth0"));
    }

    @Test
    void theFirstOfSeveralNextHopsIsTakenWithAWarning() {
        Parsed<RouteList> read = RouteReader.read(
                "10.9.0.0/16 proto bird\n\tnexthop via 10.224.0.7 dev eth0 weight 1\n\tnexthop via 10.224.0.8 dev eth0 weight 1\n");

        assertThat(read.value().routes()).map(Object::toString).containsExactly("10.9.0.0/16 via 10.224.0.7 dev eth0");
        assertThat(read.problems()).singleElement().matches(problem -> !problem.isError());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.0/33 dev eth0                      | 1:1 '10.0.0.0/33' is not a prefix",
                "default via 10.0.0 dev eth0               | 1:13 '10.0.0' is not an address",
                "default via 10.0.0.1 dev                  | 1:25 'dev' needs a value; was the line cut off?",
                "blackhole                                 | 1:1 'blackhole' needs a prefix",
                "[{\"dst\":\"default\"}]                     | 1:1 this looks like JSON",
                "Kernel IP routing table                   | 1:1 this looks like 'route -n'",
                "10.0.0.0/8 via 10.1.1.1 dev eth0 table 100 | 1:40 routes of table 100 are left out",
                "''                                        | 1:1 there is no route"
            })
    void aWrongRouteIsNamed(String text, String problem) {
        assertThat(RouteReader.read(text.trim()).problems())
                .map(NodeTextReadersTest::words)
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @Test
    void interfacesHaveTheirAddressesAndMtu() {
        Parsed<AddressReader.InterfaceList> read = AddressReader.read("""
                1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
                    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
                    inet 127.0.0.1/8 scope host lo
                       valid_lft forever preferred_lft forever
                2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1400 qdisc mq state UP group default qlen 1000
                    inet 10.224.0.4/16 metric 100 brd 10.224.255.255 scope global eth0
                    inet6 fe80::1/64 scope link
                4: azv1a2b@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master cbr0 state UP
                5: tun0: <POINTOPOINT,UP> mtu 1480 qdisc noqueue state UNKNOWN
                    inet 10.9.0.1 peer 10.9.0.2/32 scope global tun0
                """);

        assertThat(read.problems()).isEmpty();
        assertThat(read.value().interfaces())
                .containsExactly(
                        new NetworkInterface("eth0", List.of(address("10.224.0.4", 16)), 1400),
                        new NetworkInterface("azv1a2b", List.of(), 1500),
                        new NetworkInterface("tun0", List.of(address("10.9.0.1", 32)), 1480));
        assertThat(read.value().masters()).containsEntry("azv1a2b", "cbr0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inet 10.0.0.1/8            | 1:1 an address without an interface",
                "2: eth0: mtu 1500; inet 10.0.0.300/8 | 2:6 '10.0.0.300/8' is not an address",
                "lo UNKNOWN 127.0.0.1/8     | 1:1 cannot read 'lo'; expected the output of 'ip addr', not of 'ip -br addr'",
                "[{}]                       | 1:1 this looks like JSON"
            })
    void aWrongInterfaceIsNamed(String text, String problem) {
        assertThat(AddressReader.read(text.trim().replace("; ", "\n")).problems())
                .map(NodeTextReadersTest::words)
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "2, 1, 2", "0, 0, 0"})
    void theStricterReversePathFilterCounts(int all, int own, int effective) {
        String text = "net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.rp_filter = " + all
                + "\nnet.ipv4.conf.eth0.rp_filter = " + own + "\n";

        assertThat(SysctlReader.read(text, "eth0").value()).isEqualTo(new Sysctls(true, effective, false));
    }

    @Test
    void eachInterfaceForwardsOrNot() {
        String text = "net.ipv4.ip_forward = 1\nnet.ipv4.conf.eth1.forwarding = 0\n";

        assertThat(SysctlReader.read(text, "eth0").value().ipForward()).isTrue();
        assertThat(SysctlReader.read(text, "eth1").value().ipForward()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "net.ipv4.ip_forward: 1                          | 1:1 expected a line such as net.ipv4.ip_forward = 1",
                "net.ipv4.ip_forward = yes                       | 1:23 'yes' is not a number such as 1",
                "net.ipv4.ip_forward = 1; net.ipv4.conf.all.rp_filter = | 2:30 '' is not a number such as 1",
                "sysctl: permission denied on key 'fs.x'; net.ipv4.conf.all.rp_filter = 1 | 2:1 there is no net.ipv4.ip_forward"
            })
    void aWrongSettingIsNamed(String text, String problem) {
        assertThat(SysctlReader.read(text.trim().replace("; ", "\n"), "eth0").problems())
                .map(NodeTextReadersTest::words)
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @Test
    void unusualRoutingRulesAreWarnedOf() {
        String text = "0:\tfrom all lookup local\n100:\tfrom all fwmark 0x1 lookup 100\n32766:\tfrom all lookup main\n";

        assertThat(PolicyRuleReader.read(text))
                .singleElement()
                .matches(problem -> problem.line() == 2 && !problem.isError());
    }

    private static NetworkInterface.Address address(String text, int prefixLength) {
        return new NetworkInterface.Address(IpAddress.parse(text), prefixLength);
    }

    private static String words(TextProblem problem) {
        return problem.line() + ":" + problem.column() + " " + problem.message();
    }
}
