package io.podpath.azure.security;

import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.model.FiveTuple;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The flows that the security groups of a NIC have let through; because of them the reverse direction needs no rule.
 *
 * <p><i>Does not model:</i> ageing, and the limit of 500,000 flows.
 *
 * <p><i>Source:</i> Azure docs, Network security groups overview, section Security rules.
 */
public final class FlowRecords {

    private final Map<FiveTuple, FlowRecord> inbound = new HashMap<>();
    private final Map<FiveTuple, FlowRecord> outbound = new HashMap<>();

    /**
     * A flow that was let through.
     *
     * @param opener the tuple of its first packet
     * @param direction which way that packet went
     * @param allowedBy the rules that let it through, for the reader
     */
    public record FlowRecord(FiveTuple opener, TrafficDirection direction, String allowedBy) {

        @Override
        public String toString() {
            return "flow record of " + opener + ", " + direction.text().toLowerCase(Locale.ROOT)
                    + (allowedBy.isEmpty() ? "" : ", allowed by " + allowedBy);
        }
    }

    /** The flow that a packet of this tuple belongs to when it travels in this direction. */
    public Optional<FlowRecord> find(TrafficDirection direction, FiveTuple tuple) {
        return Optional.ofNullable(table(direction).get(tuple));
    }

    /** Lets later packets of the flow pass, and packets of the reply direction the other way. */
    public void add(FlowRecord record) {
        boolean isInbound = record.direction() == TrafficDirection.INBOUND;
        inbound.put(isInbound ? record.opener() : record.opener().reply(), record);
        outbound.put(isInbound ? record.opener().reply() : record.opener(), record);
    }

    private Map<FiveTuple, FlowRecord> table(TrafficDirection direction) {
        return direction == TrafficDirection.INBOUND ? inbound : outbound;
    }
}
