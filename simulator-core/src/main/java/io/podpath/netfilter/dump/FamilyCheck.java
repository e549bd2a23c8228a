package io.podpath.netfilter.dump;

import io.podpath.model.Cidr;
import io.podpath.netfilter.HeaderMatch;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.text.TextProblem;
import io.podpath.netfilter.text.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds rules of IPv6, which podpath does not walk, and tells a whole dump of them from single strays. */
final class FamilyCheck {

    private int firstIpv6Line;
    private int firstIpv6Column;
    private String firstIpv6 = "";
    private boolean hasIpv4;
    private int headLine;

    void comment(int line, String text) {
        if (text.contains("ip6tables-save") && headLine == 0) {
            headLine = line;
        }
    }

    void rule(int line, Rule rule, List<Word> words) {
        HeaderMatch header = rule.header();
        look(line, header.source(), words);
        look(line, header.destination(), words);
    }

    private void look(int line, HeaderMatch.@Nullable Address address, List<Word> words) {
        if (address == null) {
            return;
        }
        Cidr range = address.range();
        if (range.network().isIpv4()) {
            hasIpv4 = true;
        } else if (firstIpv6Line == 0) {
            firstIpv6Line = line;
            firstIpv6 = range.toString();
            for (Word word : words) {
                if (Cidr.tryParse(word.text()).filter(range::equals).isPresent()) {
                    firstIpv6Column = word.column();
                }
            }
        }
    }

    void check(List<TextProblem> problems) {
        if (headLine > 0 || (firstIpv6Line > 0 && !hasIpv4)) {
            problems.add(TextProblem.error(
                    Math.max(1, headLine > 0 ? headLine : firstIpv6Line),
                    Math.max(1, headLine > 0 ? 1 : firstIpv6Column),
                    "these are rules of ip6tables-save; podpath walks packets of IPv4 only, give the output of"
                            + " iptables-save"));
        } else if (firstIpv6Line > 0) {
            problems.add(TextProblem.error(
                    firstIpv6Line,
                    Math.max(1, firstIpv6Column),
                    firstIpv6 + " is an address of IPv6 among rules of IPv4; were iptables-save and ip6tables-save"
                            + " joined?"));
        }
    }
}
