package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.SocketReason;
import io.podpath.trace.StepKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F1: a pod calls a pod on its own node. */
class F01_PodToPodSameNodeTest {

    private static TestNetwork network(Model model) {
        return TestNetwork.of(model).pod("client @ node-0").pod("web @ node-0 : 8080");
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void staysInsideTheNodeAndShowsThePod(Model model) {
        TestNetwork network = network(model);

        Flow flow = network.send("pod/client -> pod/web:8080");

        assertThat(flow)
                .isConnected()
                .crosses("pod/shop/client", "node/node-0", "pod/shop/web")
                .showsSource(network.ip("pod/client"))
                .isNotTranslated()
                .reply()
                .crosses("pod/shop/web", "node/node-0", "pod/shop/client");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, names = "KUBENET")
    void kubenetSwitchesItOnTheBridgeAndKeepsTheTtl(Model model) {
        Flow flow = network(model).send("pod/client -> pod/web:8080");

        assertThat(flow)
                .passes("route", "conntrack", "hook", "bridge", "hook", "hook", "deliver")
                .isRoutedTimes(0);
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.EXCLUDE, names = "KUBENET")
    void azureCniRoutesItByTheHostRouteOfThePod(Model model) {
        TestNetwork network = network(model);

        Flow flow = network.send("pod/client -> pod/web:8080");

        assertThat(flow)
                .passes("route", "conntrack", "hook", "route", "hook", "hook", "deliver")
                .isDecidedBy(StepKind.ROUTE, network.ip("pod/web") + " dev azv")
                .isRoutedTimes(1);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aClosedPortIsRefusedByThePod(Model model) {
        Flow flow = network(model).send("pod/client -> pod/web:81");

        assertThat(flow)
                .isRefused()
                .endsAt("pod/shop/web", Disposition.REJECTED)
                .becauseOf(SocketReason.SOCKET_CLOSED);
    }
}
