package io.podpath.nftables;

import io.podpath.model.Packet;
import io.podpath.netfilter.Target;
import org.jspecify.annotations.Nullable;

/** A statement that looks its verdict up, {@code ... vmap ...}; finding none ends the rule. */
public sealed interface VerdictLookup extends Statement permits MapLookup, RandomVerdict {

    /**
     * The verdict for the packet, if there is one.
     *
     * @param place the chain and the rule, for the person who reads a choice
     */
    @Nullable
    Target find(Packet packet, Evaluation evaluation, String place);

    /** What was found, for a trace. */
    String describe(Target found, Packet packet, Evaluation evaluation);
}
