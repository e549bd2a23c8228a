package io.podpath.cni;

import io.podpath.cluster.Pod;
import io.podpath.model.IpAddress;
import io.podpath.netfilter.IpConfiguration;
import java.util.List;
import java.util.Map;

/** What the Azure CNI models have in common inside the node: {@link TransparentMode}. */
interface TransparentModel extends NetworkModel {

    @Override
    default String hostInterface(Pod pod) {
        return InterfaceNames.of(TransparentMode.INTERFACE_PREFIX, pod.name());
    }

    @Override
    default IpConfiguration nodeConfiguration(NodePlan node, Map<IpAddress, String> interfaceByPodIp) {
        return TransparentMode.node(node, interfaceByPodIp, List.of());
    }

    @Override
    default IpConfiguration podConfiguration(NodePlan node, List<IpAddress> podIps) {
        return TransparentMode.pod(podIps);
    }
}
