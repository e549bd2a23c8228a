package io.podpath.netfilter.dump;

import io.podpath.netfilter.text.TextProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Looks through {@code ip rule} for rules that choose tables, which podpath does not model.
 *
 * <p><i>Source:</i> ip-rule(8): a system starts with the rules 0, 32766 and 32767.
 */
public final class PolicyRuleReader {

    private static final Set<String> USUAL =
            Set.of("from all lookup local", "from all lookup main", "from all lookup default");

    private PolicyRuleReader() {}

    /** A warning for each rule that is not one of the usual three. */
    public static List<TextProblem> read(String text) {
        List<TextProblem> problems = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            int colon = line.indexOf(':');
            String rule = line.substring(colon + 1).strip().replaceAll("\\s+", " ");
            if (colon < 0 && !rule.isEmpty() && !rule.startsWith("#")) {
                problems.add(TextProblem.error(number, 1, "expected a line such as 32766: from all lookup main"));
            } else if (!rule.isEmpty() && !USUAL.contains(rule) && !rule.startsWith("#")) {
                problems.add(TextProblem.warning(
                        number,
                        1,
                        "the rule '" + rule + "' is not modelled; if it fits the"
                                + " packet, the walk takes the wrong table"));
            }
        }
        return problems;
    }
}
