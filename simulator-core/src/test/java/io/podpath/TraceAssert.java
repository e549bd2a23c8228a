package io.podpath;

import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.trace.Disposition;
import io.podpath.trace.Hop;
import io.podpath.trace.Reason;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import io.podpath.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions about the walk of one packet. */
public final class TraceAssert extends AbstractAssert<TraceAssert, Trace> {

    TraceAssert(Trace actual) {
        super(actual, TraceAssert.class);
    }

    /** A socket of this element got the packet. */
    public TraceAssert isDeliveredTo(String element) {
        same(
                "end",
                "DELIVERED at " + element,
                actual.disposition() + " at " + actual.end().element());
        return this;
    }

    /** The packet ended here, in this way. */
    public TraceAssert endsAt(String element, Disposition disposition) {
        same(
                "end",
                disposition + " at " + element,
                actual.disposition() + " at " + actual.end().element());
        return this;
    }

    /** The end has this code. */
    public TraceAssert becauseOf(Reason reason) {
        same(
                "reason",
                reason.name(),
                actual.end().findReason().map(Reason::name).orElse("none"));
        return this;
    }

    /** The packet crossed exactly these elements, one by one or several as {@code vm/erp -> nic/erp -> vnet/corp}. */
    public TraceAssert crosses(String... elements) {
        same(
                "elements",
                Arrays.stream(elements)
                        .flatMap(path -> Arrays.stream(path.split(" -> ", -1)))
                        .toList(),
                actual.hops().stream().map(Hop::element).toList());
        return this;
    }

    /** The kinds of steps, {@code *} standing for any number of them, from the first step to the last. */
    public TraceAssert passes(String... kinds) {
        String steps = actual.steps().map(step -> step.kind().label() + " ").collect(Collectors.joining());
        StringBuilder pattern = new StringBuilder();
        for (String kind : kinds) {
            pattern.append(kind.equals("*") ? "(\\S+ )*" : Pattern.quote(kind + " "));
        }
        if (!steps.matches(pattern.toString())) {
            failWithMessage("%nExpected steps: %s%nbut were:       %s%n%s", String.join(" ", kinds), steps, walk());
        }
        return this;
    }

    /** Who translated the packet, in order: {@code node/node-0 service-dnat}; nothing else did. */
    public TraceAssert isTranslatedBy(String... placesAndKinds) {
        List<String> translations = new ArrayList<>();
        for (Hop hop : actual.hops()) {
            for (Step step : hop.steps()) {
                if (!step.before().tuple().equals(step.after().tuple())) {
                    translations.add(hop.element() + " " + step.kind().label());
                }
            }
        }
        same("translations", List.of(placesAndKinds), translations);
        return this;
    }

    /** Nobody touched the addresses and ports. */
    public TraceAssert isNotTranslated() {
        same("packet at its end", actual.sent().tuple(), actual.last().tuple());
        return isTranslatedBy();
    }

    /** The receiver saw this source address. */
    public TraceAssert showsSource(IpAddress address) {
        same("source seen", address, actual.last().source().address());
        return this;
    }

    /** The receiver saw this destination, {@code address:port}. */
    public TraceAssert showsDestination(String destination) {
        same("destination seen", destination, actual.last().destination().toString());
        return this;
    }

    /** The packet had this destination when it reached the element. */
    public TraceAssert reaches(String element, String destination) {
        List<String> seen = actual.hops().stream()
                .filter(hop -> hop.element().equals(element))
                .map(hop -> hop.steps().get(0).before().destination().toString())
                .toList();
        same("destination at " + element, List.of(destination), seen);
        return this;
    }

    /** A step of this kind was decided by a rule or in words that contain the text. */
    public TraceAssert isDecidedBy(StepKind kind, String text) {
        List<String> words = actual.steps()
                .filter(step -> step.kind() == kind)
                .map(step -> step.action() + " | "
                        + step.findMatchedRule().map(Object::toString).orElse(""))
                .toList();
        if (words.stream().noneMatch(word -> word.contains(text))) {
            failWithMessage("%nExpected a step %s with: %s%nbut they were: %s%n%s", kind, text, words, walk());
        }
        return this;
    }

    /** So many hosts lowered the TTL. */
    public TraceAssert isRoutedTimes(int count) {
        same("TTL lowered", count, Packet.DEFAULT_TTL_HOPS - actual.last().ttlHops());
        return this;
    }

    private void same(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            failWithMessage("%nExpected %s: %s%nbut was:     %s%n%s", what, expected, found, walk());
        }
    }

    private String walk() {
        StringBuilder text = new StringBuilder("Walk:\n");
        for (Hop hop : actual.hops()) {
            text.append("  ").append(hop.element()).append('\n');
            for (Step step : hop.steps()) {
                text.append("    ").append(step.kind().label()).append(": ").append(step.action());
                text.append("  [").append(step.after()).append("]\n");
            }
        }
        return text.append("  end ").append(actual.end()).toString();
    }
}
