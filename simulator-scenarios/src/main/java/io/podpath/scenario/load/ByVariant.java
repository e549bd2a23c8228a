package io.podpath.scenario.load;

import io.podpath.scenario.schema.Suggestion;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Values that may be given as one for all variants or as a map by variant; one that the map leaves out is absent. */
final class ByVariant {

    private final String variant;
    private final Set<String> variants;
    private final Problems problems;

    ByVariant(String variant, Set<String> variants, Problems problems) {
        this.variant = variant;
        this.variants = variants;
        this.problems = problems;
    }

    /** The value for this variant; those for the others are only looked at for mistakes. */
    <T> Optional<T> read(MappingNode fields, String name, Function<SourceNode, Optional<T>> reader) {
        Optional<SourceNode> value = fields.find(name);
        if (value.isEmpty() || !(value.get() instanceof MappingNode byVariant)) {
            return value.flatMap(reader);
        }
        Optional<T> chosen = Optional.empty();
        for (MappingNode.Field field : byVariant.listFields()) {
            if (!variants.contains(field.name())) {
                problems.mismatch(
                        field.nameLocation(),
                        "there is no variant '" + field.name() + "'" + Suggestion.didYouMean(field.name(), variants));
            }
            Optional<T> read = field.value().isNull() ? Optional.empty() : reader.apply(field.value());
            if (field.name().equals(variant)) {
                chosen = read;
            }
        }
        return chosen;
    }
}
