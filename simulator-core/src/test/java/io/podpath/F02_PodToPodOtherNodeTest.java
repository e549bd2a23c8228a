package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.Flow;
import io.podpath.trace.StepKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F2: a pod calls a pod on another node. */
class F02_PodToPodOtherNodeTest {

    private static TestNetwork network(Model model) {
        return TestNetwork.of(model).pod("client @ node-0").pod("web @ node-1 : 8080");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void crossesTheFabricUntranslatedAndShowsThePod(Model model) {
        TestNetwork network = network(model);

        Flow flow = network.send("pod/client -> pod/web:8080");

        assertThat(flow)
                .isConnected()
                .crosses(
                        "pod/shop/client -> node/node-0 -> nic/node-0 -> vnet/aks-vnet -> nic/node-1 -> node/node-1",
                        "pod/shop/web")
                .showsSource(network.ip("pod/client"))
                .isNotTranslated()
                .isRoutedTimes(2);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theReplyTakesTheSameWayBack(Model model) {
        Flow flow = network(model).send("pod/client -> pod/web:8080");

        assertThat(flow)
                .reply()
                .isDeliveredTo("pod/shop/client")
                .crosses(
                        "pod/shop/web -> node/node-1 -> nic/node-1 -> vnet/aks-vnet -> nic/node-0 -> node/node-0",
                        "pod/shop/client");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void theFabricFindsTheNodeInTheWayOfTheModel(Model model) {
        TestNetwork network = network(model);

        Flow flow = network.send("pod/client -> pod/web:8080");

        switch (model) {
            case KUBENET ->
                assertThat(flow)
                        .isDecidedBy(StepKind.SOURCE_CHECK, "IP forwarding")
                        .isDecidedBy(StepKind.VNET_ROUTE, "10.244.1.0/24 user")
                        .isDecidedBy(StepKind.VNET_ROUTE, "VirtualAppliance " + network.ip("node/node-1"));
            case NODE_SUBNET, POD_SUBNET_DYNAMIC, POD_SUBNET_STATIC ->
                assertThat(flow)
                        .isDecidedBy(StepKind.SOURCE_CHECK, "an address of the NIC")
                        .isDecidedBy(StepKind.VNET_ROUTE, "system -> VnetLocal");
            case OVERLAY ->
                assertThat(flow)
                        .isDecidedBy(StepKind.SOURCE_CHECK, "overlay pod prefix")
                        .isDecidedBy(StepKind.OVERLAY_ROUTE, "10.244.1.0/24 belongs to node-1")
                        .passes("*", "nsg", "overlay-route", "nsg", "*");
        }
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void securityGroupsAreAskedOnBothSidesAndNoMoreForTheReply(Model model) {
        Flow flow = network(model).send("pod/client -> pod/web:8080");

        assertThat(flow).isDecidedBy(StepKind.NSG, "AllowVnetOutBound").isDecidedBy(StepKind.NSG, "AllowVnetInBound");
        assertThat(flow).reply().isDecidedBy(StepKind.NSG, "needs no rule: flow record");
    }
}
