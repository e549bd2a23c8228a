package io.podpath.lab.router;

import io.podpath.model.IpFamily;
import java.util.List;

/**
 * The three namespaces of a random trial and their addresses, in IPv4 or in IPv6.
 *
 * <pre>
 * client 10.201.1.2-4  --- c0 10.201.1.1  router  10.202.1.1 s0 --- server 10.202.1.2-5
 *        fd10:201::2-4        fd10:201::1         fd10:202::1              fd10:202::2-5
 *                         nobody has 10.203.0.1-3: only a DNAT rule makes them somebody
 * </pre>
 */
enum LabHost {
    CLIENT(
            "c",
            List.of("10.201.1.2", "10.201.1.3", "10.201.1.4"),
            List.of("fd10:201::2", "fd10:201::3", "fd10:201::4")),
    ROUTER("r", List.of("10.201.1.1", "10.202.1.1"), List.of("fd10:201::1", "fd10:202::1")),
    SERVER(
            "s",
            List.of("10.202.1.2", "10.202.1.3", "10.202.1.4", "10.202.1.5"),
            List.of("fd10:202::2", "fd10:202::3", "fd10:202::4", "fd10:202::5"));

    static final String CLIENT_SIDE = "c0";
    static final String SERVER_SIDE = "s0";

    private static final int LINK_PREFIX_IPV4 = 24;
    private static final int LINK_PREFIX_IPV6 = 64;

    private final String label;
    private final List<String> ipv4;
    private final List<String> ipv6;

    LabHost(String label, List<String> ipv4, List<String> ipv6) {
        this.label = label;
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
    }

    /** Addresses nobody has. */
    static List<String> virtual(IpFamily family) {
        return family == IpFamily.IPV4
                ? List.of("10.203.0.1", "10.203.0.2", "10.203.0.3")
                : List.of("fd10:203::1", "fd10:203::2", "fd10:203::3");
    }

    /** The length of the prefix of each of the two links. */
    static int linkPrefix(IpFamily family) {
        return family == IpFamily.IPV4 ? LINK_PREFIX_IPV4 : LINK_PREFIX_IPV6;
    }

    String label() {
        return label;
    }

    List<String> addresses(IpFamily family) {
        return family == IpFamily.IPV4 ? ipv4 : ipv6;
    }
}
