package io.podpath.cluster;

import io.podpath.model.Protocol;

/**
 * A port a container declares.
 *
 * @param name the name a Service may refer to, or empty
 * @param port the number
 * @param protocol the transport
 * @param hostPort the port on the node, or 0 for none
 */
public record ContainerPort(String name, int port, Protocol protocol, int hostPort) {}
