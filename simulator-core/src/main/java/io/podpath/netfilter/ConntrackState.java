package io.podpath.netfilter;

/**
 * What connection tracking says of a packet, as {@code --ctstate} asks for it.
 *
 * <p><i>Source:</i> Linux {@code nf_conntrack_common.h}; iptables-extensions(8).
 */
public enum ConntrackState {
    /** Fits no connection and cannot open one. */
    INVALID,
    /** Opens a connection, or belongs to one that has seen no reply. */
    NEW,
    /** Reports on a connection, such as an ICMP error. */
    RELATED,
    /** Belongs to a connection that has seen packets both ways. */
    ESTABLISHED,
    /** Not tracked on purpose. */
    UNTRACKED,
    /** A pseudo state: the connection's source is translated. */
    SNAT,
    /** A pseudo state: the connection's destination is translated. */
    DNAT
}
