package io.podpath.netfilter;

import io.podpath.model.Packet;
import org.jspecify.annotations.Nullable;

/**
 * A match that podpath cannot always decide: it asks for something the packet or the input does not have.
 *
 * <p>The walk ends undecided only where such a match would decide: if every other match of its rule holds.
 */
public interface UncertainMatch extends Match {

    /** Why it cannot be decided here, in words; nothing if {@link #matches} can be asked. */
    @Nullable
    String findUnknown(Packet packet, MatchContext context);
}
