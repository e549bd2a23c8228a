package io.podpath.netfilter.ipset;

import io.podpath.model.Cidr;
import org.jspecify.annotations.Nullable;

/**
 * What identifies an element: the parts its type has, the others absent.
 *
 * @param first the first address or prefix
 * @param second the second one
 * @param protocol as ipset spells it, empty for a type without ports
 * @param port the port, or for ICMP the type and code in two bytes
 * @param name an interface or another set, or the whole text of an element that is kept but not understood
 */
record SetKey(@Nullable Cidr first, @Nullable Cidr second, String protocol, int port, String name) {

    static final SetKey EMPTY = new SetKey(null, null, "", 0, "");

    static SetKey of(@Nullable Cidr first, String protocol, int port) {
        return new SetKey(first, null, protocol, port, "");
    }

    SetKey withAddress(Cidr range) {
        return first == null
                ? new SetKey(range, second, protocol, port, name)
                : new SetKey(first, range, protocol, port, name);
    }

    SetKey withPort(String newProtocol, int newPort) {
        return new SetKey(first, second, newProtocol, newPort, name);
    }

    SetKey withName(String newName) {
        return new SetKey(first, second, protocol, port, newName);
    }
}
