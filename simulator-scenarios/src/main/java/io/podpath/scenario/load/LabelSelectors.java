package io.podpath.scenario.load;

import io.podpath.cluster.LabelSelector;
import io.podpath.cluster.LabelSelector.Operator;
import io.podpath.cluster.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads label selectors and the terms of node affinity. */
final class LabelSelectors {

    private static final Map<String, Operator> OPERATORS = Choices.of(Operator.values(), Operator::text);

    private LabelSelectors() {}

    /** A selector; an absent one selects everything. */
    static LabelSelector read(Fields selector) {
        return new LabelSelector(selector.map("matchLabels"), requirements(selector, true));
    }

    /** One term of required node affinity. {@code matchFields} and comparisons of numbers are left out. */
    static LabelSelector nodeTerm(Fields term) {
        return new LabelSelector(Map.of(), requirements(term, false));
    }

    private static List<Requirement> requirements(Fields selector, boolean strict) {
        List<Requirement> requirements = new ArrayList<>();
        for (Fields expression : selector.objects("matchExpressions")) {
            Optional<String> key = expression.required("key");
            if (!strict
                    && expression
                            .text("operator")
                            .filter(LabelSelectors::comparesNumbers)
                            .isPresent()) {
                expression.warning("operator", "Gt and Lt are not evaluated; the requirement is ignored");
                continue;
            }
            Optional<Operator> operator = expression.required(
                    "operator", (node, what) -> expression.values().choice(node, what, OPERATORS));
            List<String> values = expression.texts("values");
            if (key.isPresent() && operator.isPresent()) {
                requirements.add(new Requirement(key.get(), operator.get(), values));
            }
        }
        return requirements;
    }

    private static boolean comparesNumbers(String operator) {
        return operator.equals("Gt") || operator.equals("Lt");
    }
}
