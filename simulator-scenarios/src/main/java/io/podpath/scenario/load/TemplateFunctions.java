package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Functions of ARM templates: text in brackets. podpath evaluates one of them, {@code resourceId} with literal arguments,
 * since that is how resources of a template point at each other.
 *
 * <p><i>Source:</i> Azure docs, Syntax and expressions in ARM templates (a text that begins with two brackets is literal).
 */
final class TemplateFunctions {

    private static final Pattern RESOURCE_ID = Pattern.compile("\\[resourceId\\((.*)\\)]");
    private static final Pattern ARGUMENT = Pattern.compile("\\s*'([^']*)'\\s*");

    private TemplateFunctions() {}

    static boolean isFunction(String text) {
        return text.startsWith("[") && text.endsWith("]") && !text.startsWith("[[");
    }

    /** The id that {@code [resourceId('TYPE', 'NAME')]} stands for. */
    static Optional<ResourceId> resourceId(String text) {
        Matcher call = RESOURCE_ID.matcher(text);
        if (!call.matches()) {
            return Optional.empty();
        }
        List<String> arguments = new ArrayList<>();
        for (String argument : call.group(1).split(",", -1)) {
            Matcher literal = ARGUMENT.matcher(argument);
            if (!literal.matches()) {
                return Optional.empty();
            }
            arguments.add(literal.group(1));
        }
        boolean isTyped = arguments.size() > 1 && arguments.get(0).indexOf('/') > 0;
        return isTyped
                ? Optional.of(ResourceId.ofTemplate(arguments.get(0), arguments.subList(1, arguments.size())))
                : Optional.empty();
    }

    /** The first text in a tree that is a function. */
    static Optional<ScalarNode> findIn(SourceNode node) {
        return scalars(node)
                .filter(scalar -> scalar.type() == ScalarNode.Type.TEXT && isFunction(scalar.text()))
                .findFirst();
    }

    private static Stream<ScalarNode> scalars(SourceNode node) {
        if (node instanceof MappingNode mapping) {
            return mapping.listFields().stream().flatMap(field -> scalars(field.value()));
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.items().stream().flatMap(TemplateFunctions::scalars);
        }
        return node instanceof ScalarNode scalar ? Stream.of(scalar) : Stream.empty();
    }
}
