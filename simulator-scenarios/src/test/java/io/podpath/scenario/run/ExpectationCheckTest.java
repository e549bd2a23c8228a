package io.podpath.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.load.Expectation;
import io.podpath.scenario.testing.SampleFlows;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations are compared with the walk that decided the flow. */
class ExpectationCheckTest {

    private static final Flow CONNECTED = SampleFlows.connected();
    private static final Flow DENIED = SampleFlows.denied();
    private static final Flow REFUSED = SampleFlows.refused();

    @Test
    void nothingExpectedIsAlwaysMet() {
        assertThat(check(Expectation.NONE, DENIED)).isEmpty();
    }

    @Test
    void outcomeThatDiffersSaysWhatHappened() {
        Expectation expectation = new Expectation(Outcome.CONNECTED, null, null, null, null, null, List.of());

        assertThat(check(expectation, CONNECTED)).isEmpty();
        assertThat(check(expectation, REFUSED)).containsExactly("expected outcome connected, but it was refused");
    }

    @Test
    void deniedFlowIsHeldToPlaceRuleAndReason() {
        Expectation right = new Expectation(
                Outcome.TIMEOUT,
                Disposition.DENIED,
                "nsg/aks-subnet-nsg",
                "DenyUnknown",
                "NSG_DENIED",
                null,
                List.of("service-dnat", "*", "nsg"));

        assertThat(check(right, DENIED)).isEmpty();
    }

    @Test
    void denialForTheWrongReasonIsReportedFieldByField() {
        Expectation wrong = new Expectation(
                null, Disposition.DENIED, "node/node-1", "AllowNodes", "SVC_SOURCE_RANGE", null, List.of());

        assertThat(check(wrong, DENIED))
                .containsExactly(
                        "expected at node/node-1, but it was nsg/aks-subnet-nsg",
                        "expected by AllowNodes, but it was NSG aks-subnet-nsg DenyUnknown 4000",
                        "expected reason SVC_SOURCE_RANGE, but it was NSG_DENIED");
    }

    @Test
    void placeIsNotMatchedByAPrefixOfItsName() {
        assertThat(check(at("nsg/aks-subnet"), DENIED)).hasSize(1);
    }

    @Test
    void ruleOfARejectIsFoundByItsChain() {
        assertThat(check(by("KUBE-SERVICES"), REFUSED)).isEmpty();
        assertThat(check(by("KUBE-EXTERNAL-SERVICES"), REFUSED)).hasSize(1);
    }

    @Test
    void ruleThatLetALostPacketPassEarlierDidNotDecide() {
        assertThat(check(by("KUBE-SEP-GM5YKZ7DRWQXQWOR"), DENIED))
                .containsExactly(
                        "expected by KUBE-SEP-GM5YKZ7DRWQXQWOR," + " but it was NSG aks-subnet-nsg DenyUnknown 4000");
    }

    @Test
    void everyRuleOnTheWayOfADeliveredPacketCounts() {
        assertThat(check(by("KUBE-SEP-GM5YKZ7DRWQXQWOR"), CONNECTED)).isEmpty();
        assertThat(check(by("AllowVnetOutBound"), CONNECTED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "pod,true",
        "client,true",
        "10.244.0.5,true",
        "node,false",
        "bridge,false",
        "10.244.0.6,false",
        "nobody,false"
    })
    void sourceSeenIsAnAddressOrTheRoleOfItsOwner(String expected, boolean met) {
        Expectation expectation = new Expectation(null, null, null, null, null, expected, List.of());

        assertThat(check(expectation, CONNECTED).isEmpty()).isEqualTo(met);
    }

    @Test
    void sourceThatDiffersIsShownWithItsOwner() {
        Expectation expectation = new Expectation(null, null, null, null, null, "node", List.of());

        assertThat(check(expectation, CONNECTED))
                .containsExactly("expected sourceSeen node, but it was 10.244.0.5 (pod/shop/client)");
    }

    @Test
    void pathThatDiffersShowsTheWalk() {
        Expectation expectation =
                new Expectation(null, null, null, null, null, null, List.of("service-dnat", "*", "snat"));

        assertThat(check(expectation, CONNECTED))
                .containsExactly("expected path service-dnat * snat, but it was"
                        + " route service-dnat route nsg overlay-route route deliver");
    }

    private static Expectation at(String place) {
        return new Expectation(null, null, place, null, null, null, List.of());
    }

    private static Expectation by(String rule) {
        return new Expectation(null, null, null, rule, null, null, List.of());
    }

    private static List<String> check(Expectation expectation, Flow flow) {
        return ExpectationCheck.check(expectation, flow, AddressOwners.of(flow, SampleFlows::ownerOf)).stream()
                .map(Mismatch::toString)
                .toList();
    }
}
