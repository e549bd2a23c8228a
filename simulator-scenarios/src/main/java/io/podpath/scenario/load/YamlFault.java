package io.podpath.scenario.load;

import io.podpath.scenario.load.Problem.Severity;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Turns what the YAML engine says into a problem a person can act on. */
final class YamlFault {

    private YamlFault() {}

    static Problem describe(YamlEngineException fault, String file, String text) {
        if (!(fault instanceof MarkedYamlEngineException marked)
                || marked.getProblemMark().isEmpty()) {
            String message = fault.getMessage() == null ? "" : firstLine(fault.getMessage());
            return new Problem(Severity.ERROR, new Location(file, 0, 1), "not valid YAML: " + message);
        }
        Mark mark = marked.getProblemMark().orElseThrow();
        Location location = new Location(file, mark.getLine() + 1, mark.getColumn() + 1);
        int tab = tabInIndentation(text, mark.getLine());
        if (tab >= 0) {
            return new Problem(
                    Severity.ERROR,
                    new Location(file, mark.getLine() + 1, tab + 1),
                    "a tab cannot indent YAML; use spaces");
        }
        return new Problem(Severity.ERROR, location, "not valid YAML: " + firstLine(marked.getProblem()));
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static int tabInIndentation(String text, int line) {
        int start = 0;
        for (int i = 0; i < line; i++) {
            start = text.indexOf('\n', start) + 1;
        }
        for (int i = start; i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t'); i++) {
            if (text.charAt(i) == '\t') {
                return i - start;
            }
        }
        return -1;
    }
}
