package io.podpath.lab.router;

/**
 * One thing a host of a trial does: open a TCP connection, send a datagram, ask for an echo.
 *
 * @param from the host that does it
 * @param protocol {@code tcp}, {@code udp} or {@code icmp}
 * @param source the address it comes from, one of the host's
 * @param sourcePort 0 for an echo
 * @param destination where to
 * @param destinationPort 0 for an echo
 */
record LabPacket(
        LabHost from, String protocol, String source, int sourcePort, String destination, int destinationPort) {

    /** What the agent in the namespace is told. */
    String command(int patienceMillis) {
        return protocol.equals("icmp")
                ? "ping " + destination + " " + patienceMillis
                : "connect " + protocol + " " + source + " " + sourcePort + " " + destination + " " + destinationPort
                        + " " + patienceMillis;
    }

    @Override
    public String toString() {
        return from.label() + ": " + protocol + " " + source + ":" + sourcePort + " -> " + destination + ":"
                + destinationPort;
    }
}
