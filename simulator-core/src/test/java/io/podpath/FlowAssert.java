package io.podpath;

import io.podpath.model.IpAddress;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import io.podpath.trace.Reason;
import io.podpath.trace.StepKind;
import io.podpath.trace.Trace;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a connection; those about a walk mean the walk of its first packet. */
public final class FlowAssert extends AbstractAssert<FlowAssert, Flow> {

    FlowAssert(Flow actual) {
        super(actual, FlowAssert.class);
    }

    /** It opened, and request and answer arrived, the answer from the address the client had called. */
    public FlowAssert isConnected() {
        hasOutcome(Outcome.CONNECTED);
        Trace reply = replyTrace();
        if (!reply.last().tuple().equals(actual.opening().reply())) {
            failWithMessage("the client called %s but got an answer %s", actual.opening(), reply.last());
        }
        return this;
    }

    /** Somebody said no at once. */
    public FlowAssert isRefused() {
        return hasOutcome(Outcome.REFUSED);
    }

    /** Nothing came back. */
    public FlowAssert timesOut() {
        return hasOutcome(Outcome.TIMEOUT);
    }

    /** What the client experienced. */
    public FlowAssert hasOutcome(Outcome outcome) {
        if (actual.outcome() != outcome) {
            failWithMessage(
                    "%nExpected outcome: %s%nbut was: %s%nforward %s%nreply %s",
                    outcome,
                    actual.outcome(),
                    actual.forward().end(),
                    actual.findReply().map(Trace::end));
        }
        return this;
    }

    /** About the walk of the first packet back. */
    public TraceAssert reply() {
        return new TraceAssert(replyTrace());
    }

    private Trace replyTrace() {
        return actual.findReply().orElseThrow(() -> new AssertionError("nothing was sent back"));
    }

    /** See {@link TraceAssert#isDeliveredTo}. */
    public FlowAssert isDeliveredTo(String element) {
        forward().isDeliveredTo(element);
        return this;
    }

    /** See {@link TraceAssert#endsAt}. */
    public FlowAssert endsAt(String element, Disposition disposition) {
        forward().endsAt(element, disposition);
        return this;
    }

    /** See {@link TraceAssert#becauseOf}. */
    public FlowAssert becauseOf(Reason reason) {
        forward().becauseOf(reason);
        return this;
    }

    /** See {@link TraceAssert#crosses}. */
    public FlowAssert crosses(String... elements) {
        forward().crosses(elements);
        return this;
    }

    /** See {@link TraceAssert#passes}. */
    public FlowAssert passes(String... kinds) {
        forward().passes(kinds);
        return this;
    }

    /** See {@link TraceAssert#isTranslatedBy}. */
    public FlowAssert isTranslatedBy(String... placesAndKinds) {
        forward().isTranslatedBy(placesAndKinds);
        return this;
    }

    /** Nobody touched addresses and ports, neither there nor back. */
    public FlowAssert isNotTranslated() {
        forward().isNotTranslated();
        reply().isNotTranslated();
        return this;
    }

    /** See {@link TraceAssert#showsSource}. */
    public FlowAssert showsSource(IpAddress address) {
        forward().showsSource(address);
        return this;
    }

    /** See {@link TraceAssert#showsDestination}. */
    public FlowAssert showsDestination(String destination) {
        forward().showsDestination(destination);
        return this;
    }

    /** See {@link TraceAssert#isDecidedBy}. */
    public FlowAssert isDecidedBy(StepKind kind, String text) {
        forward().isDecidedBy(kind, text);
        return this;
    }

    /** See {@link TraceAssert#reaches}. */
    public FlowAssert reaches(String element, String destination) {
        forward().reaches(element, destination);
        return this;
    }

    /** See {@link TraceAssert#isRoutedTimes}. */
    public FlowAssert isRoutedTimes(int count) {
        forward().isRoutedTimes(count);
        return this;
    }

    private TraceAssert forward() {
        return new TraceAssert(actual.forward());
    }
}
