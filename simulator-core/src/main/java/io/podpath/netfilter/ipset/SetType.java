package io.podpath.netfilter.ipset;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The types of sets, by what their elements are made of.
 *
 * <p><i>Source:</i> ipset(8); Linux {@code net/netfilter/ipset/ip_set_*.c}.
 */
public enum SetType {
    BITMAP_IP("bitmap:ip", Part.ADDRESS),
    BITMAP_PORT("bitmap:port", Part.BARE_PORT),
    BITMAP_IP_MAC("bitmap:ip,mac", Part.ADDRESS, Part.UNSEEN),
    HASH_IP("hash:ip", Part.ADDRESS),
    HASH_NET("hash:net", Part.NETWORK),
    HASH_IP_PORT("hash:ip,port", Part.ADDRESS, Part.PORT),
    HASH_NET_PORT("hash:net,port", Part.NETWORK, Part.PORT),
    HASH_IP_PORT_IP("hash:ip,port,ip", Part.ADDRESS, Part.PORT, Part.ADDRESS),
    HASH_IP_PORT_NET("hash:ip,port,net", Part.ADDRESS, Part.PORT, Part.NETWORK),
    HASH_NET_NET("hash:net,net", Part.NETWORK, Part.NETWORK),
    HASH_NET_PORT_NET("hash:net,port,net", Part.NETWORK, Part.PORT, Part.NETWORK),
    HASH_NET_IFACE("hash:net,iface", Part.NETWORK, Part.INTERFACE),
    HASH_IP_MARK("hash:ip,mark", Part.ADDRESS, Part.UNSEEN),
    HASH_IP_MAC("hash:ip,mac", Part.ADDRESS, Part.UNSEEN),
    HASH_MAC("hash:mac", Part.UNSEEN),
    /** A list of other sets, asked in order. */
    LIST_SET("list:set", Part.SET);

    /** What one position of an element holds. */
    public enum Part {
        /** One address. */
        ADDRESS,
        /** A prefix. */
        NETWORK,
        /** A protocol with its port, or an ICMP type. */
        PORT,
        /** A port of TCP or UDP, whichever it is. */
        BARE_PORT,
        /** The name of an interface. */
        INTERFACE,
        /** The name of another set. */
        SET,
        /** Something the modelled packet does not have: a hardware address, a mark. */
        UNSEEN
    }

    private final String text;
    private final List<Part> parts;

    SetType(String text, Part... parts) {
        this.text = text;
        this.parts = List.of(parts);
    }

    /** The type with this name. */
    public static Optional<SetType> find(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }

    /** What its elements are made of. */
    public List<Part> parts() {
        return parts;
    }

    /** Whether podpath can tell if a packet is in such a set. */
    public boolean isModelled() {
        return !parts.contains(Part.UNSEEN);
    }

    /** The spelling of {@code ipset}. */
    @Override
    public String toString() {
        return text;
    }
}
