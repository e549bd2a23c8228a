package io.podpath.lab.router;

import io.podpath.model.IpFamily;
import java.util.List;

/**
 * What differs in rules of iptables and of ip6tables: names, and how an address is written.
 *
 * @param family whose rules
 * @param icmp the protocol
 * @param icmpTypes matches of some types of ICMP
 * @param rejections what {@code REJECT --reject-with} can say
 * @param ranges the networks of the trial, and one that holds them all
 * @param sets sets of addresses the rules may name
 */
record RuleWords(
        IpFamily family,
        String icmp,
        List<String> icmpTypes,
        List<String> rejections,
        List<String> ranges,
        String sets) {

    private static final RuleWords IPV4 = new RuleWords(
            IpFamily.IPV4,
            "icmp",
            List.of("-m icmp --icmp-type 8", "-m icmp --icmp-type 0", "-m icmp --icmp-type 3/3"),
            List.of("icmp-port-unreachable", "icmp-host-unreachable", "icmp-admin-prohibited"),
            List.of("10.201.1.0/24", "10.202.1.0/24", "10.203.0.0/24", "10.200.0.0/13"),
            """
            create S-ip hash:ip family inet
            add S-ip 10.201.1.2
            add S-ip 10.202.1.3
            add S-ip 10.203.0.1
            create S-net hash:net family inet
            add S-net 10.202.1.0/30
            add S-net 10.202.1.2 nomatch
            add S-net 10.203.0.0/24
            create S-ipport hash:ip,port family inet
            add S-ipport 10.203.0.1,tcp:80
            add S-ipport 10.202.1.2,udp:53
            """);

    private static final RuleWords IPV6 = new RuleWords(
            IpFamily.IPV6,
            "ipv6-icmp",
            List.of("-m icmp6 --icmpv6-type 128", "-m icmp6 --icmpv6-type 129", "-m icmp6 --icmpv6-type 1/4"),
            List.of("icmp6-port-unreachable", "icmp6-addr-unreachable", "icmp6-adm-prohibited"),
            List.of("fd10:201::/64", "fd10:202::/64", "fd10:203::/64", "fd10:200::/29"),
            """
            create S-ip hash:ip family inet6
            add S-ip fd10:201::2
            add S-ip fd10:202::3
            add S-ip fd10:203::1
            create S-net hash:net family inet6
            add S-net fd10:202::/126
            add S-net fd10:202::2 nomatch
            add S-net fd10:203::/64
            create S-ipport hash:ip,port family inet6
            add S-ipport fd10:203::1,tcp:80
            add S-ipport fd10:202::2,udp:53
            """);

    RuleWords {
        icmpTypes = List.copyOf(icmpTypes);
        rejections = List.copyOf(rejections);
        ranges = List.copyOf(ranges);
    }

    static RuleWords of(IpFamily family) {
        return family == IpFamily.IPV4 ? IPV4 : IPV6;
    }

    /** An address before a port. */
    String beforePort(String address) {
        return family == IpFamily.IPV4 ? address : "[" + address + "]";
    }

    /** The prefix of one address. */
    String alone(String address) {
        return address + (family == IpFamily.IPV4 ? "/32" : "/128");
    }
}
