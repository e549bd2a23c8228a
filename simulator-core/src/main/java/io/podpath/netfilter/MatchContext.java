package io.podpath.netfilter;

import io.podpath.element.Choices;
import io.podpath.model.IpAddress;
import io.podpath.model.PacketMark;
import io.podpath.netfilter.ipset.IpSets;
import java.util.Optional;

/** What a rule may ask about besides the packet, and what it may change beside it. */
public interface MatchContext {

    /** The hook the rule is evaluated in. */
    Hook hook();

    /** The interface the packet came in on, empty in OUTPUT. */
    String inInterface();

    /** The interface the packet will leave by, empty before routing. */
    String outInterface();

    /** Whether the packet's connection is in this state; pseudo states ask for its translations. */
    boolean hasState(ConntrackState state);

    /** Whether the address belongs to an interface of the namespace. */
    boolean isLocal(IpAddress address);

    /** The source of random choices, for {@code statistic}. */
    Choices choices();

    /** The lists of {@code recent}. */
    RecentLists recentLists();

    /** What other rule engines remember. */
    NamespaceMemory memory();

    /** Virtual time, for matches that remember. */
    long nowNanos();

    /** The named sets of the namespace, for {@code set}. */
    default IpSets ipSets() {
        return IpSets.EMPTY;
    }

    /** The kind of an address for this namespace. */
    default AddressType addressType(IpAddress address) {
        return address.isMulticast()
                ? AddressType.MULTICAST
                : isLocal(address) ? AddressType.LOCAL : AddressType.UNICAST;
    }

    /** Whether an interface has the address. */
    default boolean isLocalOn(IpAddress address, String interfaceName) {
        return isLocal(address);
    }

    /** The interface by which packets to the address would leave, if there is a route. */
    default Optional<String> interfaceTowards(IpAddress address) {
        return Optional.empty();
    }

    /** The port of a bridge the packet came in on, empty if it did not come over a bridge. */
    default String bridgeInPort() {
        return "";
    }

    /** The port of a bridge the packet will leave by, empty if it is not switched. */
    default String bridgeOutPort() {
        return "";
    }

    /** The mark of the packet's connection; nothing if it has none. */
    default Optional<PacketMark> connectionMark() {
        return Optional.empty();
    }

    /** Sets the mark of the packet's connection, if it has one. */
    default void setConnectionMark(PacketMark mark) {}

    /** Takes the packet out of connection tracking, if it has not been tracked yet. */
    default void untrack() {}

    /** The buckets of {@code limit}. */
    default LimitBuckets limitBuckets() {
        return new LimitBuckets();
    }
}
