package io.podpath.trace;

import io.podpath.model.Packet;

/**
 * One packet of a conversation, in brief.
 *
 * @param direction along the connection
 * @param label what it is for: {@code SYN}, {@code SYN again (3rd try)}, {@code request}
 * @param sent the packet as it left its sender
 * @param end how it ended
 * @param duration when it was sent and when it ended
 */
public record PacketEvent(Direction direction, String label, Packet sent, Trace.End end, Trace.Span duration) {}
