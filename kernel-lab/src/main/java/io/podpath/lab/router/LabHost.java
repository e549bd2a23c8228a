package io.podpath.lab.router;

import java.util.List;

/**
 * The three namespaces of a random trial and their addresses.
 *
 * <pre>
 * client 10.201.1.2-4 --- c0 10.201.1.1  router  10.202.1.1 s0 --- server 10.202.1.2-5
 *                         nobody has 10.203.0.1-3: only a DNAT rule makes them somebody
 * </pre>
 */
enum LabHost {
    CLIENT("c", List.of("10.201.1.2", "10.201.1.3", "10.201.1.4")),
    ROUTER("r", List.of("10.201.1.1", "10.202.1.1")),
    SERVER("s", List.of("10.202.1.2", "10.202.1.3", "10.202.1.4", "10.202.1.5"));

    /** Addresses nobody has. */
    static final List<String> VIRTUAL = List.of("10.203.0.1", "10.203.0.2", "10.203.0.3");

    static final String CLIENT_SIDE = "c0";
    static final String SERVER_SIDE = "s0";

    private final String label;
    private final List<String> addresses;

    LabHost(String label, List<String> addresses) {
        this.label = label;
        this.addresses = addresses;
    }

    String label() {
        return label;
    }

    List<String> addresses() {
        return addresses;
    }
}
