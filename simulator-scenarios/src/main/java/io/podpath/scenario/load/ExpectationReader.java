package io.podpath.scenario.load;

import io.podpath.scenario.schema.Suggestion;
import io.podpath.trace.Disposition;
import io.podpath.trace.Outcome;
import io.podpath.trace.Reason;
import io.podpath.trace.ReasonCatalog;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what should come of a probe in one variant.
 *
 * <p>A word is an outcome, or {@code denied} for the disposition DENIED. In the long form each value may be a map by
 * variant; a variant that the map leaves out is not asserted.
 */
final class ExpectationReader {

    private static final Map<String, Outcome> OUTCOMES = Choices.of(Outcome.values(), Outcome::label);
    private static final Map<String, Disposition> DISPOSITIONS = Choices.union(
            Choices.of(Disposition.values(), Disposition::name),
            Choices.of(
                    Disposition.values(),
                    value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    private static final Map<String, String> WORDS =
            Choices.words("connected", "refused", "denied", "timeout", "one-way", "reset", "unresolved", "undecided");
    private static final int MAX_QUERIES = 1_000;
    private static final int MIN_STATUS = 100;
    private static final int MAX_STATUS = 599;
    private static final Map<String, String> REASONS =
            Choices.words(ReasonCatalog.list().stream().map(Reason::name).toArray(String[]::new));

    private final Problems problems;
    private final Values values;
    private final ByVariant byVariant;

    ExpectationReader(String variant, Set<String> variants, Problems problems) {
        this.problems = problems;
        this.values = new Values(problems);
        this.byVariant = new ByVariant(variant, variants, problems);
    }

    private static Expectation word(String word) {
        Outcome outcome = OUTCOMES.get(word);
        return new Expectation(outcome, outcome == null ? Disposition.DENIED : null, null, null, null, null, List.of());
    }

    Expectation read(Fields probe) {
        Optional<SourceNode> expect = probe.node().find("expect");
        if (expect.isEmpty()) {
            return Expectation.NONE;
        }
        if (!(expect.get() instanceof MappingNode mapping)) {
            return values.choice(expect.get(), "expect", WORDS)
                    .map(ExpectationReader::word)
                    .orElse(Expectation.NONE);
        }
        return new Expectation(
                byVariant
                        .read(mapping, "outcome", node -> values.choice(node, "outcome", OUTCOMES))
                        .orElse(null),
                byVariant
                        .read(mapping, "disposition", node -> values.choice(node, "disposition", DISPOSITIONS))
                        .orElse(null),
                text(mapping, "at"),
                text(mapping, "by"),
                byVariant.read(mapping, "reason", this::reason).orElse(null),
                text(mapping, "sourceSeen"),
                byVariant
                        .read(mapping, "path", node -> Optional.of(values.texts(node, "path")))
                        .orElse(List.of()),
                byVariant.read(mapping, "queries", this::queries).orElse(null),
                http(mapping));
    }

    private @Nullable HttpExpectation http(MappingNode expect) {
        Optional<MappingNode> found =
                expect.find("http").filter(node -> !node.isNull()).flatMap(node -> values.mapping(node, "http"));
        if (found.isEmpty()) {
            return null;
        }
        MappingNode http = found.get();
        return new HttpExpectation(
                byVariant.read(http, "status", this::status).orElse(null),
                text(http, "backend"),
                text(http, "sourceSeen"),
                text(http, "forwardedFor"),
                text(http, "at"),
                text(http, "by"),
                byVariant.read(http, "reason", this::reason).orElse(null));
    }

    private Optional<Integer> status(SourceNode node) {
        OptionalInt number = values.integer(node, "status", MIN_STATUS, MAX_STATUS);
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    private Optional<Integer> queries(SourceNode node) {
        OptionalInt number = values.integer(node, "queries", 0, MAX_QUERIES);
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    private Optional<String> reason(SourceNode node) {
        Optional<String> code = values.text(node, "reason");
        if (code.isPresent() && !REASONS.containsKey(code.get())) {
            problems.error(
                    node.location(),
                    "there is no reason " + Texts.quoted(code.get())
                            + Suggestion.didYouMean(code.get(), REASONS.keySet()));
        }
        return code;
    }

    private @Nullable String text(MappingNode expect, String name) {
        return byVariant.read(expect, name, node -> values.text(node, name)).orElse(null);
    }
}
