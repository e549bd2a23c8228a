package io.podpath.netfilter;

import io.podpath.model.Packet;
import org.jspecify.annotations.Nullable;

/**
 * How a table ends with a packet.
 *
 * @param packet the packet, its mark possibly changed
 * @param target {@code ACCEPT}, {@code DROP}, {@code REJECT} or a translation
 * @param decidedBy the rule that decided, or none for the policy
 */
public record TableVerdict(
        Packet packet, Target target, @Nullable RuleHit decidedBy) {}
