package io.podpath.model;

/**
 * One end of a conversation: an address and a port, written {@code 10.244.1.5:8080}.
 *
 * @param address the IP address
 * @param port 0 to 65535; for ICMP the identifier of the echo
 */
public record TransportAddress(IpAddress address, int port) {

    /** The highest port number. */
    public static final int MAX_PORT = 65_535;

    public TransportAddress {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port " + port + " is outside 0-" + MAX_PORT);
        }
    }

    /** The same port at another address. */
    public TransportAddress withAddress(IpAddress newAddress) {
        return new TransportAddress(newAddress, port);
    }

    /** Another port at the same address. */
    public TransportAddress withPort(int newPort) {
        return new TransportAddress(address, newPort);
    }

    /** {@code address:port}, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return address.isIpv4() ? address + ":" + port : "[" + address + "]:" + port;
    }
}
