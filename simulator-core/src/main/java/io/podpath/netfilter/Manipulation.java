package io.podpath.netfilter;

/** The side of a packet that NAT rewrites. */
enum Manipulation {
    /** In POSTROUTING and INPUT. */
    SOURCE,
    /** In PREROUTING and OUTPUT. */
    DESTINATION;

    Manipulation opposite() {
        return this == SOURCE ? DESTINATION : SOURCE;
    }
}
