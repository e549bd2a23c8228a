package io.podpath.scenario.load;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.scenario.schema.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Converts nodes to values; whatever has the wrong type or form becomes a problem at its place. */
final class Values {

    private static final int MAX_DIGITS = 9;

    private final Problems problems;

    Values(Problems problems) {
        this.problems = problems;
    }

    /** Text only: a number where the API wants text is a mistake that the API server rejects too. */
    Optional<String> text(SourceNode node, String what) {
        if (node instanceof ScalarNode scalar && scalar.type() == ScalarNode.Type.TEXT) {
            return Optional.of(scalar.text());
        }
        if (node instanceof ScalarNode scalar && scalar.type().isQuotable()) {
            problems.error(
                    node.location(),
                    "'" + what + "' must be text, but " + Texts.quoted(scalar.text()) + " is " + scalar.describe()
                            + "; put it in quotes");
            return Optional.empty();
        }
        return wrongType(node, what, "text");
    }

    /** Text, or a number taken as text, as in {@code zones: [1, 2]}. */
    Optional<String> word(SourceNode node, String what) {
        return node instanceof ScalarNode scalar && scalar.type() == ScalarNode.Type.INTEGER
                ? Optional.of(scalar.text())
                : text(node, what);
    }

    OptionalInt integer(SourceNode node, String what, int least, int most) {
        if (!(node instanceof ScalarNode scalar) || scalar.type() != ScalarNode.Type.INTEGER) {
            wrongType(node, what, "a whole number");
            return OptionalInt.empty();
        }
        String digits = scalar.text().startsWith("+") ? scalar.text().substring(1) : scalar.text();
        boolean readable = digits.length() <= MAX_DIGITS && digits.matches("-?[0-9]+");
        int value = readable ? Integer.parseInt(digits) : Integer.MAX_VALUE;
        if (!readable || value < least || value > most) {
            problems.error(
                    node.location(), "'" + what + "' must be from " + least + " to " + most + ", not " + scalar.text());
            return OptionalInt.empty();
        }
        return OptionalInt.of(value);
    }

    Optional<Boolean> flag(SourceNode node, String what) {
        if (node instanceof ScalarNode scalar && scalar.type() == ScalarNode.Type.BOOLEAN) {
            return Optional.of(Boolean.parseBoolean(scalar.text()));
        }
        return wrongType(node, what, "true or false");
    }

    Optional<IpAddress> address(SourceNode node, String what) {
        Optional<String> text = text(node, what);
        Optional<IpAddress> address = text.flatMap(IpAddress::tryParse);
        if (text.isPresent() && address.isEmpty()) {
            problems.error(node.location(), "'" + what + "' must be an IP address, not " + Texts.quoted(text.get()));
        }
        return address;
    }

    /** A range that must be written with its exact network address, as Azure demands. */
    Optional<Cidr> range(SourceNode node, String what) {
        Optional<Cidr> cidr = cidr(node, what);
        if (cidr.isPresent() && node instanceof ScalarNode scalar) {
            String address =
                    scalar.text().substring(0, Math.max(0, scalar.text().indexOf('/')));
            if (!IpAddress.tryParse(address).equals(cidr.map(Cidr::network))) {
                problems.error(
                        node.location(),
                        Texts.quoted(scalar.text()) + " is not the start of its range; did you mean '" + cidr.get()
                                + "'?");
                return Optional.empty();
            }
        }
        return cidr;
    }

    Optional<Cidr> cidr(SourceNode node, String what) {
        Optional<String> text = text(node, what);
        Optional<Cidr> cidr = text.filter(value -> value.indexOf('/') > 0).flatMap(Cidr::tryParse);
        if (text.isPresent() && cidr.isEmpty()) {
            problems.error(
                    node.location(),
                    "'" + what + "' must be a range such as 10.0.0.0/16, not " + Texts.quoted(text.get()));
        }
        return cidr;
    }

    <T> Optional<T> choice(SourceNode node, String what, Map<String, T> choices) {
        Optional<String> text = text(node, what);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        T value = choices.get(text.get());
        if (value == null) {
            problems.error(
                    node.location(),
                    "'" + what + "' cannot be " + Texts.quoted(text.get()) + " (one of "
                            + firstSpellings(choices)
                            + ")"
                            + Suggestion.didYouMean(text.get(), choices.keySet()));
        }
        return Optional.ofNullable(value);
    }

    /** A value that may be spelt in two ways is listed once. */
    private static <T> String firstSpellings(Map<String, T> choices) {
        Set<T> listed = new HashSet<>();
        return choices.entrySet().stream()
                .filter(choice -> !choice.getKey().isEmpty() && listed.add(choice.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }

    List<SourceNode> items(SourceNode node, String what) {
        if (node instanceof SequenceNode sequence) {
            return sequence.items();
        }
        if (!isSkipped(node)) {
            wrongType(node, what, "a list");
        }
        return List.of();
    }

    Optional<MappingNode> mapping(SourceNode node, String what) {
        if (node instanceof MappingNode mapping) {
            return Optional.of(mapping);
        }
        return isSkipped(node) ? Optional.empty() : wrongType(node, what, "a mapping");
    }

    List<String> texts(SourceNode node, String what) {
        List<String> texts = new ArrayList<>();
        items(node, what).forEach(item -> text(item, what).ifPresent(texts::add));
        return texts;
    }

    <T> Optional<T> wrongType(SourceNode node, String what, String expected) {
        problems.error(node.location(), "'" + what + "' must be " + expected + ", not " + node.describe());
        return Optional.empty();
    }

    private static boolean isSkipped(SourceNode node) {
        return node instanceof ScalarNode scalar && scalar.type() == ScalarNode.Type.SKIPPED;
    }
}
