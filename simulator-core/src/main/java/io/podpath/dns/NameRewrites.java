package io.podpath.dns;

import io.podpath.cluster.CoreDnsPlugin;
import io.podpath.cluster.CoreDnsPlugin.Rewrite;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rewrites of a server block: in order, until one that stops has fitted.
 *
 * <p><i>Source:</i> CoreDNS {@code plugin/rewrite/README.md}.
 */
final class NameRewrites {

    private NameRewrites() {}

    /** The name that is looked for in place of this one. */
    static String apply(List<CoreDnsPlugin> plugins, String name) {
        String current = name;
        for (CoreDnsPlugin plugin : plugins) {
            if (plugin instanceof Rewrite rewrite) {
                String before = current;
                current = DomainNames.normal(apply(rewrite, before));
                if (!current.equals(before) && rewrite.then() == Rewrite.Then.STOP) {
                    return current;
                }
            }
        }
        return current;
    }

    private static String apply(Rewrite rewrite, String name) {
        String from = rewrite.from();
        return switch (rewrite.match()) {
            case EXACT -> name.equals(from) ? rewrite.to() : name;
            case PREFIX -> name.startsWith(from) ? rewrite.to() + name.substring(from.length()) : name;
            case SUFFIX -> name.endsWith(from) ? name.substring(0, name.length() - from.length()) + rewrite.to() : name;
            case SUBSTRING -> name.replace(from, rewrite.to());
            case REGEX -> byPattern(rewrite, name);
        };
    }

    /** CoreDNS compares with the last dot; a pattern that ends in one still fits. */
    private static String byPattern(Rewrite rewrite, String name) {
        Matcher matcher = Pattern.compile(rewrite.from()).matcher(name + ".");
        if (!matcher.find()) {
            return name;
        }
        String result = rewrite.to();
        for (int group = 0; group <= matcher.groupCount(); group++) {
            String text = matcher.group(group);
            result = result.replace("{" + group + "}", text == null ? "" : text);
        }
        return result;
    }
}
