package io.podpath.scenario.conformance;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings rules from the spelling kube-proxy hands to nft to the one nft lists them in.
 *
 * <p><i>Source:</i> nft 1.0.6: what {@code nft list ruleset} makes of the rules of the conformance files.
 */
final class NftSpelling {

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern ONE_ELEMENT = Pattern.compile("\\{ ([0-9a-f:.]+(?:/\\d+)?) }");
    private static final Pattern MARK_SET = Pattern.compile("\\bmark set mark (or|and|xor) (0x[0-9a-f]+)");
    private static final Pattern MARK_TEST = Pattern.compile("^mark and (0x[0-9a-f]+) == (\\d+)");

    private NftSpelling() {}

    static String listed(String rule) {
        String text = BLANKS.matcher(rule.strip()).replaceAll(" ").replace(" ,", ",");
        text = ONE_ELEMENT.matcher(text).replaceAll("$1");
        Matcher set = MARK_SET.matcher(text);
        if (set.find()) {
            text = set.replaceFirst("meta mark set meta mark " + operator(set.group(1)) + " " + mark(set.group(2)));
        }
        Matcher test = MARK_TEST.matcher(text);
        return test.find()
                ? test.replaceFirst("meta mark & " + mark(test.group(1)) + " == " + mark(test.group(2)))
                : text;
    }

    private static String operator(String word) {
        return switch (word) {
            case "or" -> "|";
            case "and" -> "&";
            default -> "^";
        };
    }

    private static String mark(String number) {
        return String.format(Locale.ROOT, "0x%08x", Long.decode(number));
    }
}
