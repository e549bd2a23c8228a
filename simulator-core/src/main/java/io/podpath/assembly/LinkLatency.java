package io.podpath.assembly;

/**
 * How long packets take on the links inside a machine. Nobody publishes figures for these; the values are podpath's and
 * small against everything outside.
 */
final class LinkLatency {

    /** Through a veth pair. */
    static final long VETH_NANOS = 5_000;

    /** Between the guest and the NIC of its host. */
    static final long GUEST_TO_NIC_NANOS = 10_000;

    /** Between elements of the fabric, whose time the fabric's own latency holds. */
    static final long FABRIC_NANOS = 0;

    private LinkLatency() {}
}
