package io.podpath.netfilter;

import io.podpath.element.Choices;
import io.podpath.model.IpAddress;
import io.podpath.netfilter.ipset.IpSets;

/** What a rule may ask about besides the packet. */
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
}
