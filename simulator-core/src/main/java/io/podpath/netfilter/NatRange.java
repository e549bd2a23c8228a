package io.podpath.netfilter;

import io.podpath.model.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a NAT target asks for.
 *
 * @param address the new address
 * @param port the new port, or none to keep it if possible
 * @param randomFully whether the source port is always drawn at random
 */
record NatRange(IpAddress address, @Nullable Integer port, boolean randomFully) {}
