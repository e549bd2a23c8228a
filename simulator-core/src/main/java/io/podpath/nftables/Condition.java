package io.podpath.nftables;

import io.podpath.model.Packet;

/** A statement that lets only some packets go on in its rule. */
public sealed interface Condition extends Statement
        permits AddressCondition,
                ConntrackCondition,
                FibTypeCondition,
                InterfaceCondition,
                MarkCondition,
                PortCondition,
                ProtocolCondition,
                SetLookup {

    /** Whether the packet goes on. */
    boolean holds(Packet packet, Evaluation evaluation);
}
