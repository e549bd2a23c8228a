package io.podpath.scenario.testing;

import io.podpath.EndpointReference;
import io.podpath.Probe;
import io.podpath.model.Protocol;
import io.podpath.scenario.load.Expectation;
import io.podpath.scenario.load.ExpectedProbe;
import io.podpath.scenario.load.Location;
import io.podpath.scenario.run.AddressOwners;
import io.podpath.scenario.run.AddressUse;
import io.podpath.scenario.run.ExpectationCheck;
import io.podpath.scenario.run.ProbeResult;
import io.podpath.scenario.run.RunResult;
import io.podpath.scenario.run.VariantResult;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs made of {@link SampleFlows}. */
public final class SampleRuns {

    private SampleRuns() {}

    /** One variant with a flow that connects, one that is denied, and one that is refused. */
    public static RunResult shop() {
        return new RunResult(
                "shop",
                "Who may call the shop?",
                List.of(variant(
                        "overlay",
                        probe("pod-to-service", "web", SampleFlows.connected(), outcome(Outcome.CONNECTED, "client")),
                        probe("pod-to-denied", "web", SampleFlows.denied(), disposition(Disposition.DENIED)),
                        probe("pod-to-empty", "empty", SampleFlows.refused(), outcome(Outcome.CONNECTED, null)))),
                List.of());
    }

    /** A variant with these probes. */
    public static VariantResult variant(String name, ProbeResult... probes) {
        return new VariantResult(name, 1, new AddressUse(2, 512, 0, 3), List.of(probes));
    }

    /** A probe of the sample client to a Service with this flow as its result. */
    public static ProbeResult probe(String name, String service, Flow flow, Expectation expectation) {
        Probe probe = new Probe(
                name,
                new EndpointReference(EndpointReference.Kind.POD, "shop", "client", null),
                new EndpointReference(EndpointReference.Kind.SERVICE, "shop", service, "80"),
                Protocol.TCP);
        ExpectedProbe expected = new ExpectedProbe(probe, expectation, new Location("shop.podpath.yaml", 20, 5));
        AddressOwners addresses = AddressOwners.of(flow, SampleFlows::ownerOf);
        return new ProbeResult(
                expected, flow, addresses, ExpectationCheck.check(expectation, flow, addresses), List.of());
    }

    /** A probe of the sample client to a Service, named after it. */
    public static ExpectedProbe expects(String service, Outcome outcome) {
        return expected("pod-to-" + service, service, outcome(outcome, null));
    }

    private static ExpectedProbe expected(String name, String service, Expectation expectation) {
        Probe probe = new Probe(
                name,
                new EndpointReference(EndpointReference.Kind.POD, "shop", "client", null),
                new EndpointReference(EndpointReference.Kind.SERVICE, "shop", service, "80"),
                Protocol.TCP);
        return new ExpectedProbe(probe, expectation, new Location("shop.podpath.yaml", 20, 5));
    }

    private static Expectation outcome(Outcome outcome, @Nullable String sourceSeen) {
        return new Expectation(outcome, null, null, null, null, sourceSeen, List.of());
    }

    private static Expectation disposition(Disposition disposition) {
        return new Expectation(null, disposition, null, null, null, null, List.of());
    }
}
