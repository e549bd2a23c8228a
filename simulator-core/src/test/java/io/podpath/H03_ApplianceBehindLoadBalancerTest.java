package io.podpath;

import static io.podpath.PodpathAssertions.assertThat;
import static io.podpath.TestLoadBalancers.internal;

import io.podpath.TestNetwork.Model;
import io.podpath.azure.resource.FloatingIp;
import io.podpath.element.Fraction;
import io.podpath.trace.AzureLoadBalancerReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.ModelReason;
import io.podpath.trace.StepKind;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * H3: two appliances behind an internal load balancer with a rule for all ports; routes lead to its frontend.
 *
 * <pre>
 * spoke nodes --route 10.3/16--> hub load-balancer/nva 10.2.2.100 -- nva-1, nva-2
 * data  db    --route 10.1/16-->
 * </pre>
 */
class H03_ApplianceBehindLoadBalancerTest {

    private static final String CALL = "vm/jump -> vm/db:5432";

    private static TestNetwork network(Model model, int port) {
        return TestNetwork.of(model)
                .network("spoke 10.1.0.0/16 peer=hub:forwarded", "nodes 10.1.1.0/24", "jumps 10.1.2.0/24 table=out")
                .network("hub 10.2.0.0/16 peer=spoke:forwarded peer=data:forwarded", "appliances 10.2.2.0/24")
                .network("data 10.3.0.0/16 peer=hub:forwarded", "servers 10.3.1.0/24 table=back")
                .routes("out", "10.3.0.0/16 10.2.2.100")
                .routes("back", "10.1.0.0/16 10.2.2.100")
                .nodesIn("spoke/nodes")
                .machine("jump @ spoke/jumps 10.1.2.4 : 22")
                .machine("nva-1 @ hub/appliances 10.2.2.4 : 443 forwards")
                .machine("nva-2 @ hub/appliances 10.2.2.5 : 443 forwards")
                .machine("db @ data/servers 10.3.1.10 : 5432")
                .resource(internal(
                        "nva @ hub/appliances 10.2.2.100 : " + port + " -> " + port,
                        FloatingIp.ENABLED,
                        "nva-1",
                        "nva-2"));
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void bothDirectionsPassTheSameAppliance(Model model) {
        Assertions.assertThat(network(model, 0).sendAll(CALL)).hasSize(2).allSatisfy(way -> {
            Assertions.assertThat(way.probability()).isEqualTo(Fraction.of(1, 2));
            assertThat(way.flow()).isConnected();
            String nva = way.flow().forward().hops().get(6).element();
            assertThat(way.flow())
                    .crosses(
                            "vm/jump",
                            "nic/jump",
                            "vnet/spoke",
                            "vnet/hub",
                            "load-balancer/nva",
                            "vnet/hub",
                            nva,
                            nva.replace("nic", "vm"),
                            nva,
                            "vnet/hub",
                            "vnet/data",
                            "nic/db",
                            "vm/db");
        });
    }

    /** Each packet of the answer goes to the appliance that saw the question, although its tuple is the other way round. */
    @Test
    void theAnswerKeepsTheDestinationAndTheAppliance() {
        assertThat(network(Model.OVERLAY, 0).send(CALL))
                .isConnected()
                .isNotTranslated()
                .isDecidedBy(StepKind.LB_FORWARD, "picks nva-")
                .reply()
                .isDecidedBy(StepKind.LB_FORWARD, "keeps to nva-")
                .isDeliveredTo("vm/jump");
    }

    @Test
    void pingsAreNotBalanced() {
        assertThat(network(Model.OVERLAY, 0).send("icmp vm/jump -> vm/db"))
                .endsAt("load-balancer/nva", Disposition.DENIED)
                .becauseOf(AzureLoadBalancerReason.LB_NO_RULE);
    }

    @Test
    void aFrontendWithoutARuleForAllPortsIsNoNextHopThatPodpathKnows() {
        assertThat(network(Model.OVERLAY, 443).send(CALL)).becauseOf(ModelReason.MODEL_NEXT_HOP_RULE);
    }
}
