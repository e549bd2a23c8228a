package io.podpath.model;

/**
 * Protocol, source and destination of a packet: what identifies a flow.
 *
 * <p>An ICMP echo has no ports; its identifier stands in both places, so that the reply of a tuple is always the tuple
 * with its ends exchanged.
 *
 * @param protocol the transport protocol
 * @param source the sending end
 * @param destination the receiving end
 */
public record FiveTuple(Protocol protocol, TransportAddress source, TransportAddress destination) {

    public FiveTuple {
        if (source.address().family() != destination.address().family()) {
            throw new IllegalArgumentException(
                    "source " + source + " and destination " + destination + " differ in family");
        }
        if (!protocol.hasPorts() && source.port() != destination.port()) {
            throw new IllegalArgumentException("an echo has one identifier, not " + source + " and " + destination);
        }
    }

    /** An ICMP echo with this identifier. */
    public static FiveTuple echo(IpAddress source, IpAddress destination, int identifier) {
        Protocol protocol = source.isIpv4() ? Protocol.ICMP : Protocol.ICMPV6;
        return new FiveTuple(
                protocol, new TransportAddress(source, identifier), new TransportAddress(destination, identifier));
    }

    /** The family of both ends. */
    public IpFamily family() {
        return destination.address().family();
    }

    /** The tuple of a packet that answers this one. */
    public FiveTuple reply() {
        return new FiveTuple(protocol, /* source= */ destination, /* destination= */ source);
    }

    /** The tuple from another source; for an echo the identifier changes on both sides. */
    public FiveTuple withSource(TransportAddress newSource) {
        return new FiveTuple(
                protocol, newSource, protocol.hasPorts() ? destination : destination.withPort(newSource.port()));
    }

    /** The tuple to another destination; the identifier of an echo stays. */
    public FiveTuple withDestination(TransportAddress newDestination) {
        return new FiveTuple(
                protocol, source, protocol.hasPorts() ? newDestination : newDestination.withPort(source.port()));
    }

    /** For example {@code tcp 10.244.1.5:41022 -> 10.0.0.10:53}. */
    @Override
    public String toString() {
        return protocol.hasPorts()
                ? protocol.lowerCaseName() + " " + source + " -> " + destination
                : protocol.lowerCaseName() + " " + source.address() + " -> " + destination.address() + " id "
                        + source.port();
    }
}
