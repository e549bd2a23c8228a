package io.podpath.scenario.load;

import io.podpath.scenario.load.Problem.Severity;
import io.podpath.scenario.schema.FieldTable;
import io.podpath.scenario.schema.Suggestion;
import java.util.HashMap;
import java.util.Map;

/** Finds fields that an object does not have, all the way down. */
final class FieldCheck {

    private static final int MOST_OF_A_KIND = 20;

    private final FieldTable table;
    private final Severity severity;
    private final Problems problems;
    private final Map<String, Integer> reported = new HashMap<>();

    FieldCheck(FieldTable table, Severity severity, Problems problems) {
        this.table = table;
        this.severity = severity;
        this.problems = problems;
    }

    /** Checks a value, or every item of a list, against a type of the table. */
    void check(SourceNode node, String type) {
        if (node instanceof SequenceNode sequence) {
            sequence.items().forEach(item -> check(item, type));
        } else if (node instanceof MappingNode mapping) {
            mapping.listFields().forEach(field -> checkField(field, type));
        }
    }

    private void checkField(MappingNode.Field field, String type) {
        if (table.has(type, field.name())) {
            table.typeOf(type, field.name()).ifPresent(fieldType -> check(field.value(), fieldType));
            return;
        }
        // A dump of thousands of objects would say the same thousands of times.
        int seen = reported.merge(type + "." + field.name(), 1, Integer::sum);
        if (seen > MOST_OF_A_KIND) {
            return;
        }
        String suggestion = Suggestion.didYouMean(field.name(), table.fields(type));
        problems.add(new Problem(
                severity, field.nameLocation(), "unknown field '" + field.name() + "' in " + type + suggestion));
    }
}
