package io.podpath.netfilter.ipset;

import io.podpath.model.Cidr;
import io.podpath.model.IpFamily;
import io.podpath.model.TransportAddress;
import java.util.List;

/**
 * Reads elements of one type of set.
 *
 * @param type the type
 * @param family the family of its addresses
 * @param addressBits how many bits of single addresses count: all, or those of {@code netmask}
 */
record SetElementReader(SetType type, IpFamily family, int addressBits) {

    static SetElementReader of(SetType type, IpFamily family, String options) {
        int bits = (int) SetOptions.number(options, "netmask").orElse(family.addressBits());
        return new SetElementReader(type, family, Math.min(bits, family.addressBits()));
    }

    /** The key of an element; a type that is not modelled keeps its elements as they are. */
    SetKey read(String text) {
        if (!type.isModelled()) {
            return SetKey.EMPTY.withName(text);
        }
        List<String> parts = List.of(text.split(",", -1));
        if (parts.size() != type.parts().size()) {
            throw new IllegalArgumentException("an element of " + type + " has "
                    + type.parts().size() + " parts, separated by commas; '" + text + "' has " + parts.size());
        }
        SetKey key = SetKey.EMPTY;
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            key = switch (type.parts().get(i)) {
                case ADDRESS -> key.withAddress(Cidr.of(range(part).network(), addressBits));
                case NETWORK -> key.withAddress(range(part));
                case PORT -> port(key, part);
                case BARE_PORT -> key.withPort("", number(part));
                case INTERFACE, SET, UNSEEN -> key.withName(part);
            };
        }
        return key;
    }

    private Cidr range(String text) {
        Cidr range = Cidr.tryParse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is not an address or prefix" + (text.contains("-") ? hintRange() : "")));
        if (range.family() != family) {
            String wanted = family == IpFamily.IPV4 ? "inet" : "inet6";
            throw new IllegalArgumentException("'" + text + "' does not belong into a set of family " + wanted);
        }
        return range;
    }

    private static String hintRange() {
        return "; ipset save prints ranges address by address";
    }

    private static SetKey port(SetKey key, String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return key.withPort("tcp", number(text));
        }
        String protocol = text.substring(0, colon);
        String port = text.substring(colon + 1);
        boolean isIcmp = protocol.equals("icmp") || protocol.equals("icmpv6");
        return key.withPort(protocol, isIcmp ? icmp(protocol, port) : number(port));
    }

    private static int icmp(String protocol, String text) {
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return number(text.substring(0, slash)) << 8 | number(text.substring(slash + 1));
        }
        boolean isV4 = protocol.equals("icmp");
        return switch (text) {
            case "echo-request", "ping" -> (isV4 ? 8 : 128) << 8;
            case "echo-reply", "pong" -> (isV4 ? 0 : 129) << 8;
            case "port-unreachable" -> isV4 ? 3 << 8 | 3 : 1 << 8 | 4;
            case "host-unreachable" -> 3 << 8 | 1;
            case "network-unreachable" -> 3 << 8;
            case "fragmentation-needed" -> 3 << 8 | 4;
            case "communication-prohibited" -> isV4 ? 3 << 8 | 13 : 1 << 8 | 1;
            case "ttl-zero-during-transit" -> (isV4 ? 11 : 3) << 8;
            default -> throw new IllegalArgumentException("'" + text + "' is no ICMP type; write it as type/code");
        };
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > TransportAddress.MAX_PORT) {
            throw new IllegalArgumentException("'" + text + "' is not a port from 0 to " + TransportAddress.MAX_PORT);
        }
        return Integer.parseInt(text);
    }
}
