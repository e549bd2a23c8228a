package io.podpath.scenario.cli;

import io.podpath.scenario.load.Scenario;
import io.podpath.scenario.load.Variant;
import io.podpath.scenario.schema.Suggestion;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Picks variants by name. */
final class Variants {

    private Variants() {}

    /** The named variant, or all if none is named; an unknown name is wrong usage. */
    static List<Variant> pick(Scenario scenario, @Nullable String name, CommandSpec spec) {
        if (name == null) {
            return scenario.variants();
        }
        List<Variant> found = scenario.variants().stream()
                .filter(variant -> variant.name().equals(name))
                .toList();
        if (found.isEmpty()) {
            List<String> names = scenario.variants().stream().map(Variant::name).toList();
            throw new ParameterException(spec.commandLine(), "no variant '" + name + "'" + suggest(name, names));
        }
        return found;
    }

    /** A suggestion, or else the names that exist. */
    static String suggest(String name, List<String> names) {
        return Suggestion.nearest(name, names)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse("; there " + (names.size() == 1 ? "is " : "are ") + String.join(", ", names));
    }
}
