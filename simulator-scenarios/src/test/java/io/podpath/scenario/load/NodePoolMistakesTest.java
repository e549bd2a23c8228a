package io.podpath.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.load.Problem.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mistakes in the subnets of node pools, each reported where it is written. */
class NodePoolMistakesTest {

    private static final String AZURE = """
            apiVersion: podpath/v1
            kind: Scenario
            azure:
              vnets:
                - name: v
                  addressPrefixes: [10.1.0.0/16]
                  subnets:
                    - {name: nodes, addressPrefix: 10.1.1.0/24}
                    - {name: pods, addressPrefix: 10.1.64.0/18}
                    - {name: few, addressPrefix: 10.1.2.0/27}
                    - {name: tiny, addressPrefix: 10.1.3.0/29}
                - name: w
                  addressPrefixes: [10.2.0.0/16]
                  subnets: [{name: pods, addressPrefix: 10.2.64.0/18}]
            """;

    /** The line behind {@link #AZURE}. */
    private static final int FIRST_LINE = AZURE.split("\n", -1).length;

    private static List<String> errors(String cluster) {
        return Inputs.load(AZURE + cluster).problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(problem -> problem.location().line() - FIRST_LINE + ":"
                        + problem.location().column() + ": " + problem.message())
                .toList();
    }

    @Test
    void aPodSubnetMustBeDeclaredAndInTheNetworkOfTheNodes() {
        assertThat(errors("cluster: {networkPlugin: azure, vnetSubnetId: v/nodes, podSubnetId: v/podz}\n"))
                .containsExactly("0:69: there is no subnet 'v/podz'; did you mean 'v/pods'?");
        assertThat(errors("cluster: {networkPlugin: azure, vnetSubnetId: v/nodes, podSubnetId: w/pods}\n"))
                .containsExactly("0:69: the pod subnet 'w/pods' must be in the virtual network of the nodes, 'v'");
        assertThat(errors("cluster: {networkPlugin: azure, vnetSubnetId: v/nodes, podSubnetId: v/nodes}\n"))
                .containsExactly("0:69: 'v/nodes' is the subnet of the nodes; pods need one of their own");
        assertThat(errors("cluster: {networkPlugin: azure, podSubnetId: v/pods}\n"))
                .containsExactly("0:46: 'podSubnetId' needs 'vnetSubnetId': pods and nodes are in one virtual network");
    }

    @Test
    void aPodSubnetGoesWithAzureCniWithoutAMode() {
        assertThat(errors("cluster: {networkPlugin: kubenet, vnetSubnetId: v/nodes, podSubnetId: v/pods}\n"))
                .containsExactly("0:71: 'podSubnetId' goes with networkPlugin 'azure' without a mode, not with"
                        + " networkPlugin 'kubenet'");
        assertThat(errors("cluster: {networkPluginMode: overlay, vnetSubnetId: v/nodes, podSubnetId: v/pods}\n"))
                .containsExactly(
                        "0:75: 'podSubnetId' goes with networkPlugin 'azure' without a mode, not with mode 'overlay'");
        assertThat(errors("cluster: {networkPlugin: azure, podIpAllocationMode: StaticBlock}\n"))
                .containsExactly("0:54: 'podIpAllocationMode' goes with 'podSubnetId'");
        assertThat(errors("cluster: {networkPlugin: azure, vnetSubnetId: v/nodes, podSubnetId: v/pods,"
                        + " podIpAllocationMode: staticblock}\n"))
                .singleElement()
                .asString()
                .contains("'podIpAllocationMode' cannot be 'staticblock'", "did you mean 'StaticBlock'?");
    }

    @Test
    void poolsAgreeAboutTheKindOfNetworkingAndTheModeOfASubnet() {
        assertThat(errors("""
                cluster:
                  networkPlugin: azure
                  vnetSubnetId: v/nodes
                  nodePools:
                    - {name: a, podSubnetId: v/pods}
                    - {name: b}
                    - {name: c, podSubnetId: v/pods, podIpAllocationMode: StaticBlock}
                """))
                .containsExactly(
                        "5:14: pool 'b' has no podSubnetId, but others have; AKS uses one kind of networking for all"
                                + " pools of a cluster",
                        "6:59: subnet 'v/pods' serves pool 'a' in mode DynamicIndividual; a pod subnet serves one mode"
                                + " only");
    }

    @Test
    void aPoolOfAnotherNetworkOrInASubnetTooSmallIsAnError() {
        assertThat(errors("""
                cluster:
                  networkPlugin: azure
                  vnetSubnetId: v/nodes
                  nodePools:
                    - {name: a, nodeCount: 4, vnetSubnetId: v/tiny}
                    - {name: b, vnetSubnetId: w/pods}
                  networkPluginMode: overlay
                """))
                .containsExactly(
                        "4:45: the node subnet 10.1.3.0/29 has 3 usable addresses, but the nodes need 4",
                        "5:31: pool 'b' is in virtual network 'w'; all pools must be in one, and the first one is in"
                                + " 'v'");
    }

    @Test
    void aPodSubnetMustHoldWhatTheNodesTakeAndNoMachines() {
        assertThat(errors("cluster: {networkPlugin: azure, vnetSubnetId: v/nodes, podSubnetId: v/few, nodeCount: 2}\n"))
                .containsExactly("0:69: the pod subnet 10.1.2.0/27 has 27 addresses to give, but the nodes take 32 when"
                        + " they start");
        assertThat(errors("""
                  vms: [{name: erp, subnet: v/pods, privateIp: 10.1.64.10}]
                cluster: {networkPlugin: azure, vnetSubnetId: v/nodes, podSubnetId: v/pods}
                """)).containsExactly("0:29: 'v/pods' is a pod subnet; only pods can be in it");
    }
}
