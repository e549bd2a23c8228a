package io.podpath.scenario.load;

import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * What a plain YAML scalar means.
 *
 * <p><i>Source:</i> YAML 1.2.2 section 10.3.2 (core schema).
 */
final class YamlScalars {

    private static final Set<String> NULLS = Set.of("~", "null", "Null", "NULL");
    private static final Set<String> BOOLEANS = Set.of("true", "True", "TRUE", "false", "False", "FALSE");
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern DECIMAL = Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private YamlScalars() {}

    static ScalarNode.Type typeOf(ScalarEvent scalar) {
        boolean tagged = scalar.getTag().filter(tag -> tag.endsWith(":str")).isPresent();
        return tagged || scalar.getScalarStyle() != ScalarStyle.PLAIN
                ? ScalarNode.Type.TEXT
                : typeOfPlain(scalar.getValue());
    }

    static ScalarNode.Type typeOfPlain(String value) {
        if (value.isEmpty() || NULLS.contains(value)) {
            return ScalarNode.Type.NULL;
        }
        if (BOOLEANS.contains(value)) {
            return ScalarNode.Type.BOOLEAN;
        }
        char first = value.charAt(0);
        if (first > '9' || first < '+') {
            return ScalarNode.Type.TEXT;
        }
        if (WHOLE.matcher(value).matches()) {
            return ScalarNode.Type.INTEGER;
        }
        return DECIMAL.matcher(value).matches() ? ScalarNode.Type.DECIMAL : ScalarNode.Type.TEXT;
    }
}
