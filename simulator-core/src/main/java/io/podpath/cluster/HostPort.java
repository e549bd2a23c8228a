package io.podpath.cluster;

import io.podpath.model.Protocol;

/**
 * A port that a pod takes on its node.
 *
 * @param protocol the transport
 * @param port the number
 */
record HostPort(Protocol protocol, int port) {}
