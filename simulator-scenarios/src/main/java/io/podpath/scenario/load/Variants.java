package io.podpath.scenario.load;

import io.podpath.scenario.schema.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The variants of a scenario document, each laid over it together with those it extends. */
final class Variants {

    /** The name of the only variant of a scenario that declares none. */
    static final String DEFAULT = "default";

    private static final String EXTENDS = "extends";

    private final MappingNode document;
    private final Map<String, MappingNode> patches = new LinkedHashMap<>();
    private final Problems problems;

    Variants(MappingNode document, Problems problems) {
        this.document = document;
        this.problems = problems;
        Values values = new Values(problems);
        Optional<MappingNode> declared = document.find("variants").flatMap(node -> values.mapping(node, "variants"));
        declared.ifPresent(mapping -> mapping.listFields().forEach(field -> {
            MappingNode nothing = new MappingNode(Map.of(), field.nameLocation());
            Optional<MappingNode> patch =
                    field.value().isNull() ? Optional.of(nothing) : values.mapping(field.value(), field.name());
            patches.put(field.name(), patch.orElse(nothing));
        }));
    }

    /** The names, in the order of the file. */
    Set<String> names() {
        return patches.isEmpty() ? Set.of(DEFAULT) : new LinkedHashSet<>(patches.keySet());
    }

    /** The patches as written. */
    Map<String, MappingNode> patches() {
        return patches;
    }

    /** The whole document of each variant; those whose ancestry is broken are left out. */
    Map<String, MappingNode> documents() {
        Map<String, MappingNode> documents = new LinkedHashMap<>();
        if (patches.isEmpty()) {
            documents.put(DEFAULT, document);
        }
        for (String name : patches.keySet()) {
            ancestry(name).ifPresent(chain -> {
                MappingNode patch = new MappingNode(Map.of(), document.location());
                for (int i = chain.size() - 1; i >= 0; i--) {
                    patch = MergePatch.combine(patch, withoutExtends(chain.get(i)));
                }
                documents.put(name, MergePatch.apply(document, patch));
            });
        }
        return documents;
    }

    private static MappingNode withoutExtends(MappingNode patch) {
        Map<String, MappingNode.Field> fields = new LinkedHashMap<>(patch.fields());
        fields.remove(EXTENDS);
        return new MappingNode(fields, patch.location());
    }

    /** The variant and all it extends, the nearest first. */
    private Optional<List<MappingNode>> ancestry(String name) {
        List<MappingNode> chain = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        Optional<String> current = Optional.of(name);
        Location place = document.location();
        while (current.isPresent()) {
            String step = current.get();
            if (!seen.add(step)) {
                problems.mismatch(
                        place,
                        "the variants extend each other in a circle: " + String.join(" -> ", seen) + " -> " + step);
                return Optional.empty();
            }
            MappingNode patch = patches.get(step);
            if (patch == null) {
                problems.mismatch(
                        place,
                        "there is no variant '" + step + "' to extend" + Suggestion.didYouMean(step, patches.keySet()));
                return Optional.empty();
            }
            chain.add(patch);
            Fields fields = new Fields(patch, problems);
            place = fields.at(EXTENDS);
            current = fields.text(EXTENDS);
        }
        return Optional.of(chain);
    }
}
