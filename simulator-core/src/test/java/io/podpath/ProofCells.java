package io.podpath;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What has to be proved: every flow, its cases, and the models each case is about. */
final class ProofCells {

    /** As many as the project's reference has. */
    static final int CHECKS = 19;

    /** Kubenet, Node Subnet, Pod Subnet dynamic and static, Overlay, Cilium; a case without some of them has no meaning there. */
    private static final String FLOWS = """
            F1 | inside the node, pod address kept | K NS PSd PSs OV CIL
            F1 | switched by the bridge | K
            F1 | routed by the host route | NS PSd PSs OV
            F2 | over the fabric, pod address kept | K NS PSd PSs OV CIL
            F2 | what the fabric decides by | K NS PSd PSs OV
            F2 | way of the reply | K NS PSd PSs OV
            F3 | endpoint on the same node | K NS PSd PSs OV CIL
            F3 | endpoint on another node | K NS PSd PSs OV CIL
            F3 | no endpoint | K NS PSd PSs OV CIL
            F4 | current kernel | K NS PSd PSs OV CIL
            F4 | kernel of before 2024 | K
            F5 | own node, policy Cluster, endpoint here | K NS PSd PSs OV CIL
            F5 | own node, policy Cluster, endpoint elsewhere | K NS PSd PSs OV
            F5 | own node, policy Local | K NS PSd PSs OV CIL
            F5 | other node, policy Cluster | K NS PSd PSs OV CIL
            F5 | other node, policy Local, endpoint there | K NS PSd PSs OV CIL
            F5 | other node, policy Local, endpoint elsewhere | K NS PSd PSs OV
            F6 | endpoint on the ingress node | K NS PSd PSs OV CIL
            F6 | endpoint on another node | K NS PSd PSs OV CIL
            F6 | way of the reply | K NS PSd PSs OV
            F6 | security rule 500 | K NS PSd PSs OV
            F6 | default route to a firewall | K NS PSd PSs OV
            F7 | endpoint on the ingress node | K NS PSd PSs OV CIL
            F7 | nodes without endpoint | K NS PSd PSs OV
            F8 | machine in another subnet | K NS PSd PSs OV CIL
            F8 | machine in the node subnet | K
            F8 | machine in a subnet with the cluster's route table | K
            F9 | policy Cluster | K NS PSd PSs OV CIL
            F9 | policy Local | K NS PSd PSs OV CIL
            F9 | policy Local, machine among the nodes | K NS PSd PSs OV
            F10 | to pod | K NS PSd PSs OV CIL
            F10 | to internal load balancer | K NS PSd PSs OV CIL
            F11 | to pod | K NS PSd PSs OV CIL
            F11 | to internal load balancer | K NS PSd PSs OV CIL
            F12 | to machine | K NS PSd PSs OV CIL
            F12 | to private endpoint | K NS PSd PSs OV CIL
            F13 | as AKS configures it | K NS PSd PSs OV CIL
            F13 | range among the masquerade exceptions | NS
            F13 | firewall in the hub | K NS PSd PSs OV
            F14 | through a hub | K NS PSd PSs OV CIL
            F14 | through a gateway of its own | K NS PSd PSs OV
            F14 | range among the masquerade exceptions | NS
            F15 | loadBalancer | K NS PSd PSs OV CIL
            F15 | loadBalancer, beside a public Service | K NS PSd PSs OV
            F15 | loadBalancer, way of the reply | K NS PSd PSs OV
            F15 | managedNATGateway | K NS OV
            F15 | managedNATGatewayV2 | K NS OV
            F15 | userAssignedNATGateway | K NS PSd PSs OV
            F15 | userDefinedRouting to a firewall | K NS PSd PSs OV
            F15 | userDefinedRouting, NAT gateway of the firewall | K NS PSd PSs OV
            F15 | forced tunnel | K NS PSd PSs OV
            F15 | none | K NS PSd PSs OV
            F15 | block | K NS PSd PSs OV
            F15 | node public IP | K NS PSd PSs OV
            F15 | node public IP beside a NAT gateway | K NS PSd PSs OV
            F16 | own node | K NS PSd PSs OV CIL
            F16 | other node | K NS PSd PSs OV CIL
            F17 | as a node comes | K NS PSd PSs OV CIL
            F17 | IMDS restriction | K NS PSd PSs OV
            F18 | port 53, UDP and TCP | K NS PSd PSs OV CIL
            F18 | TCP 80 and 32526 | K NS PSd PSs OV CIL
            F18 | other ports | K NS PSd PSs OV
            F19 | Application Gateway | K NS PSd PSs OV CIL
            F19 | Application Gateway without the cluster's route table | K
            F19 | Application Gateway for Containers | K NS PSd PSs OV
            F20 | health probe of a node port | K NS PSd PSs OV CIL
            F20 | health probe of a healthCheckNodePort | K NS PSd PSs OV
            F20 | kubelet to local pod | K NS PSd PSs OV CIL
            F20 | node to remote pod | K NS PSd PSs OV CIL
            F20 | node to remote pod, group without the pod range | OV
            F20 | own load balancer, policy Cluster | K NS PSd PSs OV CIL
            F20 | own load balancer, policy Local | K NS PSd PSs OV CIL
            F20 | internal load balancer of another cluster, same network | K NS PSd PSs OV CIL
            F20 | internal load balancer of another cluster, peered network | K NS PSd PSs OV
            F20 | public load balancer of another cluster | K NS PSd PSs OV
            F20 | private link, policy Local | K NS PSd OV CIL
            F20 | private link, policy Cluster | K NS PSd OV
            F20 | API server, public | K NS PSd PSs OV CIL
            F20 | API server, private endpoint | K NS PSd PSs OV
            F20 | API server, VNet integration | K NS PSd PSs OV
            F20 | API server, public, not declared | K NS PSd PSs OV
            F20 | API server, private, not declared | K NS PSd PSs OV
            F20 | host outside with an address of the pod range | OV
            F20 | packet longer than the MTU, not to be cut | K NS PSd PSs OV
            F20 | packet longer than the MTU, cut | K NS PSd PSs OV
            """;

    private ProofCells() {}

    /** The models of each case, by {@code F1 | inside the node}. */
    static Map<String, Set<String>> modelsByCase() {
        Map<String, Set<String>> models = new LinkedHashMap<>();
        FLOWS.lines().forEach(line -> {
            List<String> cells = Arrays.asList(line.split(" \\| ", -1));
            models.put(
                    cells.get(0) + " | " + cells.get(1),
                    new TreeSet<>(List.of(cells.get(2).split(" ", -1))));
        });
        return models;
    }
}
