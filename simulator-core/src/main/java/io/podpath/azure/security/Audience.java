package io.podpath.azure.security;

import io.podpath.azure.PlatformAddresses;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.model.FiveTuple;

/**
 * Which rules are asked about a packet.
 *
 * <p><i>Source:</i> Azure docs, Network security groups overview, section Azure platform considerations.
 */
enum Audience {
    /** All rules. */
    ALL,
    /** For packets to the platform's own addresses: only rules that name a tag of a platform service. */
    PLATFORM;

    static Audience of(TrafficDirection direction, FiveTuple tuple) {
        return direction == TrafficDirection.OUTBOUND
                        && PlatformAddresses.contains(tuple.destination().address())
                ? PLATFORM
                : ALL;
    }
}
