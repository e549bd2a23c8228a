package io.podpath.cluster;

import io.podpath.model.Protocol;

/**
 * One port of a Service.
 *
 * @param name its name, empty if the Service has only one
 * @param protocol the transport
 * @param port the port clients use
 * @param targetPort the port of the pods
 * @param nodePort the port on every node, or 0 for none or not yet allocated
 * @param appProtocol the application protocol, empty if not given
 */
public record ServicePort(
        String name, Protocol protocol, int port, TargetPort targetPort, int nodePort, String appProtocol) {

    /** The same port with this node port. */
    public ServicePort withNodePort(int newNodePort) {
        return new ServicePort(name, protocol, port, targetPort, newNodePort, appProtocol);
    }
}
