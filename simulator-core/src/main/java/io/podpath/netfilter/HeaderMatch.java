package io.podpath.netfilter;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * The part of a rule that looks at the IP header and the interfaces; absent parts match everything.
 *
 * <p><i>Source:</i> Linux {@code struct ipt_ip}.
 *
 * @param source {@code -s}
 * @param destination {@code -d}
 * @param inInterface {@code -i}
 * @param outInterface {@code -o}
 * @param protocol {@code -p}
 */
public record HeaderMatch(
        @Nullable Address source,
        @Nullable Address destination,
        @Nullable Interface inInterface,
        @Nullable Interface outInterface,
        @Nullable Transport protocol) {

    /** Matches every packet. */
    public static final HeaderMatch ANY = new HeaderMatch(null, null, null, null, null);

    /**
     * A source or destination.
     *
     * @param range the addresses
     * @param negated matches everything else
     */
    public record Address(Cidr range, boolean negated) {

        boolean matches(IpAddress address) {
            return range.contains(address) != negated;
        }
    }

    /**
     * An interface name, or with {@code +} at its end the beginning of one.
     *
     * @param pattern the name
     * @param negated matches every other interface
     */
    public record Interface(String pattern, boolean negated) {

        /** Whether an interface of this name fits. */
        public boolean matches(String name) {
            boolean same = pattern.endsWith("+")
                    ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                    : name.equals(pattern);
            return same != negated;
        }
    }

    /**
     * A protocol.
     *
     * @param protocol the protocol; none if packets of it are not modelled, so that no packet is one
     * @param text as the rule spells it: {@code tcp}, {@code gre}, {@code 99}
     * @param negated matches every other protocol
     */
    public record Transport(@Nullable Protocol protocol, String text, boolean negated) {

        /** A modelled protocol. */
        public Transport(Protocol protocol, boolean negated) {
            this(protocol, protocol.lowerCaseName(), negated);
        }

        boolean matches(Protocol other) {
            return (protocol == other) != negated;
        }
    }

    /** Matches a destination and a protocol, as most of kube-proxy's rules do. */
    public static HeaderMatch to(Cidr destination, Protocol protocol) {
        return new HeaderMatch(null, new Address(destination, false), null, null, new Transport(protocol, false));
    }

    /** Matches a protocol. */
    public static HeaderMatch ofProtocol(Protocol protocol) {
        return new HeaderMatch(null, null, null, null, new Transport(protocol, false));
    }

    /** Matches a source. */
    public static HeaderMatch from(Cidr source) {
        return new HeaderMatch(new Address(source, false), null, null, null, null);
    }

    /** The match with a source besides. */
    public HeaderMatch withSource(Cidr range, boolean negated) {
        return new HeaderMatch(new Address(range, negated), destination, inInterface, outInterface, protocol);
    }

    /** The match with a destination besides. */
    public HeaderMatch withDestination(Cidr range, boolean negated) {
        return new HeaderMatch(source, new Address(range, negated), inInterface, outInterface, protocol);
    }

    /** The match with an incoming interface besides. */
    public HeaderMatch withInInterface(String pattern, boolean negated) {
        return new HeaderMatch(source, destination, new Interface(pattern, negated), outInterface, protocol);
    }

    /** The match with an outgoing interface besides. */
    public HeaderMatch withOutInterface(String pattern, boolean negated) {
        return new HeaderMatch(source, destination, inInterface, new Interface(pattern, negated), protocol);
    }

    /** The match with a protocol besides. */
    public HeaderMatch withProtocol(Protocol wanted, boolean negated) {
        return new HeaderMatch(source, destination, inInterface, outInterface, new Transport(wanted, negated));
    }

    /** The match with a protocol of any kind besides. */
    public HeaderMatch withProtocol(Transport wanted) {
        return new HeaderMatch(source, destination, inInterface, outInterface, wanted);
    }

    /** Whether the packet matches; the most selective fields are asked first. */
    boolean matches(Packet packet, MatchContext context) {
        return (destination == null || destination.matches(packet.destination().address()))
                && (protocol == null || protocol.matches(packet.protocol()))
                && (source == null || source.matches(packet.source().address()))
                && (inInterface == null || inInterface.matches(context.inInterface()))
                && (outInterface == null || outInterface.matches(context.outInterface()));
    }

    /** The first field that does not match, in words. */
    String explainMismatch(Packet packet, MatchContext context) {
        if (destination != null && !destination.matches(packet.destination().address())) {
            return "destination " + packet.destination().address() + is(destination.negated) + destination.range;
        }
        if (protocol != null && !protocol.matches(packet.protocol())) {
            return "protocol is " + packet.protocol().lowerCaseName();
        }
        if (source != null && !source.matches(packet.source().address())) {
            return "source " + packet.source().address() + is(source.negated) + source.range;
        }
        if (inInterface != null && !inInterface.matches(context.inInterface())) {
            return "it came in on " + context.inInterface();
        }
        return "it leaves by " + context.outInterface();
    }

    private static String is(boolean negated) {
        return negated ? " is in " : " is not in ";
    }

    /** The spelling of {@code iptables-save}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (source != null) {
            append(text, "-s", source.range.toString(), source.negated);
        }
        if (destination != null) {
            append(text, "-d", destination.range.toString(), destination.negated);
        }
        if (inInterface != null) {
            append(text, "-i", inInterface.pattern, inInterface.negated);
        }
        if (outInterface != null) {
            append(text, "-o", outInterface.pattern, outInterface.negated);
        }
        if (protocol != null) {
            append(text, "-p", protocol.text, protocol.negated);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String option, String value, boolean negated) {
        text.append(text.length() == 0 ? "" : " ")
                .append(negated ? "! " : "")
                .append(option)
                .append(' ')
                .append(value);
    }
}
