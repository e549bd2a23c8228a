package io.podpath.netfilter.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.netfilter.Chain;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Table;
import io.podpath.netfilter.ipset.IpSets;
import io.podpath.netfilter.text.Parsed;
import io.podpath.netfilter.text.TextProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code iptables-save} prints is read and printed again as it was; what is wrong is named by line and column. */
class DumpReaderTest {

    /** Printed by both variants of iptables 1.8.9 on Linux 6.18 for a rule of each match and target that kernel has. */
    @ParameterizedTest
    @ValueSource(strings = {"every-match.iptables-save", "every-match.iptables-legacy-save"})
    void whatTheKernelPrintsIsPrintedAgain(String name) {
        String saved = resource(name);

        Parsed<Dump> read = DumpReader.read(saved);

        assertThat(read.problems()).isEmpty();
        assertThat(read.value().toString().lines())
                .containsExactlyElementsOf(saved.lines().toList());
        assertThat(read.value()).hasToString(saved);
    }

    @Test
    void whatIsNotModelledIsListedWithItsLines() {
        Dump dump = DumpReader.read(resource("every-match.iptables-save")).value();

        assertThat(dump.listUnmodelled())
                .containsKeys("match hashlimit", "match u32", "match bpf", "target TPROXY", "target NFQUEUE")
                .doesNotContainKeys("match limit", "match physdev", "match owner", "target LOG", "target REDIRECT");
    }

    @Test
    void tablesBecomeARuleSetWithPolicies() {
        Ruleset rules = DumpReader.read("""
                        *filter
                        :INPUT DROP [1:60]
                        :FORWARD ACCEPT [0:0]
                        :OUTPUT ACCEPT [0:0]
                        :WEB - [0:0]
                        [5:300] -A INPUT -p tcp -j WEB
                        -A WEB -p tcp -m tcp --dport 80 -j ACCEPT
                        COMMIT
                        """).value().ruleset(IpSets.EMPTY);

        assertThat(rules.ruleCount()).isEqualTo(2);
        assertThat(rules.findChain(Table.FILTER, "INPUT").flatMap(Chain::findPolicy))
                .contains(Chain.Policy.DROP);
        assertThat(rules.findChain(Table.FILTER, "WEB").map(Chain::rules).orElse(List.of()))
                .singleElement()
                .satisfies(rule -> assertThat(rule.line()).isEqualTo(7));
    }

    @Test
    void countersCarriageReturnsAndNumbersOfProtocolsDoNotMatter() {
        String text = "# Generated\r\n*filter\r\n:INPUT ACCEPT [1:2]\r\n[3:4] -A INPUT -p 6 -j DROP\r\nCOMMIT\r\n";

        Parsed<Dump> read = DumpReader.read(text);

        assertThat(read.problems()).isEmpty();
        assertThat(read.value()).hasToString(text.replace("\r", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "*filter; :INPUT ACCEPT [0:0]; -A INPUT -j DROP             | 3:1 the file ends inside table filter, which begins on line 1, without COMMIT",
                "*filter; :INPUT ACCEPT; *nat; :INPUT ACCEPT; COMMIT        | 3:1 table filter of line 1 has no COMMIT",
                "*filter; COMMIT; *filter; COMMIT                           | 3:1 table filter stands on line 1 already",
                "*filtre; COMMIT                                            | 1:2 'filtre' is no table",
                "*filter; :A - [0:0]; :A - [0:0]; COMMIT                    | 3:2 chain A stands twice in table filter",
                "*filter; :INPUT - [0:0]; COMMIT                            | 2:8 INPUT is a built-in chain of table filter and needs a policy",
                "*nat; :FORWARD ACCEPT [0:0]; COMMIT                        | 2:10 table nat has no built-in chain FORWARD",
                "*filter; :INPUT ALLOW [0:0]; COMMIT                        | 2:8 'ALLOW' is no policy",
                "*filter; :INPUT ACCEPT [0]; COMMIT                         | 2:15 '[0]' are no counters",
                ":INPUT ACCEPT [0:0]; COMMIT                                | 1:1 a chain outside of a table",
                "-A INPUT -j DROP; -A INPUT -j DROP                         | 1:1 a rule outside of a table",
                "*filter; :INPUT ACCEPT; -A INPUT -j KUBE-SERVICE; COMMIT   | 3:13 table filter has no chain KUBE-SERVICE to jump to, and podpath knows no target of that name",
                "*filter; :INPUT ACCEPT; :WEB-A -; -A INPUT -g WEB-B; COMMIT | 4:13 table filter has no chain WEB-B to jump to; did you mean WEB-A?",
                "*filter; :INPUT ACCEPT; -A INPT -j DROP; COMMIT            | 3:4 table filter has no chain INPT; did you mean INPUT?",
                "*filter; :A -; :B -; :C -; -A A -j B; -A B -g C; -A C -j B; COMMIT | 7:1 the chains B -> C -> B jump in a circle",
                "*filter; :A -; -A A -j A; COMMIT                           | 3:1 the chains A -> A jump in a circle",
                "*filter; :INPUT ACCEPT; -A INPUT -p tcp --dport 99999; COMMIT | 3:25 '99999' is not a port from 0 to 65535",
                "*filter; :INPUT ACCEPT; -A INPUT -s 10.0.0.300 -j DROP; COMMIT | 3:13 '10.0.0.300' is not an address or prefix",
                "*filter; :INPUT ACCEPT; -A INPUT -p tpc -j DROP; COMMIT    | 3:13 'tpc' is no protocol",
                "*filter; :INPUT ACCEPT; -A INPUT -j; COMMIT                | 3:12 '-j' needs a value; was the line cut off?",
                "*filter; :INPUT ACCEPT; -A INPUT -m tcp --dport; COMMIT    | 3:24 '--dport' needs a value; was the line cut off?",
                "*filter; :INPUT ACCEPT; -A INPUT -m comment --comment \"a b; COMMIT | 3:31 the quote is never closed",
                "*filter; :INPUT ACCEPT; -A INPUT -j DROP -j ACCEPT; COMMIT | 3:18 the rule has two targets",
                "*filter; :INPUT ACCEPT; -A INPUT -m conntrack --ctstate NEWS; COMMIT | 3:33 'NEWS' is no state",
                "*filter; :INPUT ACCEPT; -A INPUT -j REJECT --reject-with icmp-no; COMMIT | 3:34 'icmp-no' is no answer of REJECT",
                "*filter; :INPUT ACCEPT; -A INPUT -j ACEPT; COMMIT          | 3:13 table filter has no chain ACEPT to jump to, and podpath knows no target of that name; did you mean ACCEPT?",
                "*filter; :INPUT ACCEPT; :A -; -A C -j DROP; COMMIT         | 4:4 table filter has no chain C",
                "*filter; : ACCEPT; COMMIT                                  | 2:2 expected the name of a chain behind ':'",
                "*filter; :INPUT ACCEPT; -A INPUT -j DROP --now; COMMIT     | 3:18 DROP has no option '--now' here",
                "*filter; :INPUT ACCEPT; -A INPUT -j MARK --set-mark 1 --and-mark 2; COMMIT | 3:31 MARK has no option '--and-mark' here",
                "*filter; :INPUT ACCEPT; -A INPUT -j MARK --set-mark -1; COMMIT | 3:29 '-1' is not a mark such as 0x4000",
                "*filter; :INPUT ACCEPT; -A INPUT -j MARK --set-mark 0x100000000; COMMIT | 3:29 '0x100000000' has more than 32 bits",
                "*filter; :INPUT ACCEPT; -A INPUT -s 10.0.0.300/255.0.0.0; COMMIT | 3:13 '10.0.0.300' is not an address",
                "*filter; :INPUT ACCEPT; -A INPUT -m addrtype --dst-type LOCL; COMMIT | 3:33 'LOCL' is no type of an address",
                "*filter; :INPUT ACCEPT; -A INPUT -m iprange --src-range 10.0.0.9-10.0.0.1; COMMIT | 3:33 the range 10.0.0.9-10.0.0.1 ends before it begins",
                "*filter; :INPUT ACCEPT; -A INPUT -m comment --comment x --dport 80; COMMIT | 3:33 --dport needs -m tcp, -m udp or -m sctp before it",
                "*filter; :INPUT ACCEPT; -A INPUT -j DNAT --to-destination 10.0.0.1; COMMIT | 3:13 the kernel takes target DNAT in table nat only, not in filter",
                "*nat; :OUTPUT ACCEPT; -A OUTPUT -j REJECT; COMMIT          | 3:14 the kernel takes target REJECT in table filter only, not in nat",
                "*nat; :OUTPUT ACCEPT; -A OUTPUT -j DNAT --to-destination [fd00::1]:80; COMMIT | 3:36 these are rules of ip6tables-save",
                "# Generated by iptables-save v1.8.9; *nat; COMMIT; # Generated by ip6tables-save v1.8.9; *filter; COMMIT | 4:1 here begins the output of ip6tables-save",
                "*nat; :PREROUTING ACCEPT; -A PREROUTING -j DNAT; COMMIT    | 3:18 DNAT needs --to-destination",
                "*filter; :INPUT ACCEPT; -A INPUT -s fd00::/8; COMMIT       | 3:13 these are rules of ip6tables-save",
                "*filter; :INPUT ACCEPT; -A INPUT -s 10.0.0.0/8; -A INPUT -s fd00::/8; COMMIT | 4:13 fd00::/8 is an address of IPv6 among rules of IPv4",
                "# Generated by ip6tables-save v1.8.9; *filter; COMMIT      | 1:1 these are rules of ip6tables-save",
                "-P INPUT ACCEPT                                            | 1:1 this looks like 'iptables -S'",
                "table ip filter {                                          | 1:1 this looks like 'nft list ruleset'",
                "Chain INPUT (policy ACCEPT)                                | 1:1 this looks like 'iptables -L'",
                "{}                                                         | 1:1 cannot read '{}'",
                "# nothing                                                  | 1:1 there is no table"
            })
    void aWrongLineIsNamed(String text, String problem) {
        Parsed<Dump> read = DumpReader.read(text.trim().replace("; ", "\n") + "\n");

        assertThat(read.problems())
                .map(found -> found.line() + ":" + found.column() + " " + found.message())
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        String text = "*filter\n:INPUT ACCEPT\n-A INPUT -j NO\n-A INPUT -s x\n-A OUT -j DROP\nCOMMIT\n";

        assertThat(DumpReader.read(text).problems())
                .extracting(problem -> problem.line())
                .containsExactly(3, 4, 5);
    }

    @Test
    void ofTooManyProblemsTheFirstAreToldAndTheRestCounted() {
        String text = "*filter\n:INPUT ACCEPT\n" + "-A INPUT -s x\n".repeat(60) + "COMMIT\n";

        List<TextProblem> problems = DumpReader.read(text).problems();

        assertThat(problems).hasSize(51);
        assertThat(problems.get(50)).isEqualTo(TextProblem.error(53, 13, "and so on: 10 more"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-m quota --quota 1000 -j DROP                          | match quota",
                "-m tcpp --dport 80 -j DROP                             | match tcpp",
                "-m mark --mark 0x1 --later 2 -j DROP                   | match mark",
                "-m conntrack --ctstate NEW --ctdir ORIGINAL -j DROP    | match conntrack",
                "-m owner --uid-owner root -j DROP                      | match owner",
                "-m recent --rcheck --rttl --name X --rsource -j DROP   | match recent",
                "-j NETMAP --to 10.0.0.0/8                              | target NETMAP",
                "-j SET --add-set blocked src                           | target SET",
                "-j TTL --ttl-set 3                                     | target TTL",
                "-j CT --zone 3                                         | target CT",
                "-j TARPIT --honeypot                                   | target TARPIT",
                "-j CONNMARK --set-xmark 0x1/0x1 --left-shift-mark 2    | target CONNMARK"
            })
    void whatOnlyTheKernelKnowsIsNamedAndPrintedAgain(String rule, String name) {
        String text = "*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD " + rule.trim() + "\nCOMMIT\n";

        Parsed<Dump> read = DumpReader.read(text);

        assertThat(read.problems()).isEmpty();
        assertThat(read.value().listUnmodelled()).containsExactly(Map.entry(name, List.of(3)));
        assertThat(read.value()).hasToString(text);
    }

    @Test
    void aWarningOfTheToolIsPassedOn() {
        assertThat(DumpReader.read("# Warning: iptables-legacy tables present\n# Warning:\n*filter\nCOMMIT\n")
                        .problems())
                .containsExactly(
                        TextProblem.warning(1, 1, "iptables-save warns: iptables-legacy tables present"),
                        TextProblem.warning(2, 1, "iptables-save warns:"));
    }

    @Test
    void linesMayEndAsOnWindows() {
        String text = "*filter\r\n:INPUT ACCEPT [0:0]\r\n-A INPUT -j DROP\r\nCOMMIT\r\n";

        Parsed<Dump> read = DumpReader.read(text);

        assertThat(read.problems()).isEmpty();
        assertThat(read.value()).hasToString(text.replace("\r", ""));
    }

    /** A real large cluster; the whole command has a second budget of its own, which no unit test can hold. */
    @Test
    void aHundredThousandRulesAreRead() {
        StringBuilder text = new StringBuilder("*nat\n:PREROUTING ACCEPT [0:0]\n:KUBE-SERVICES - [0:0]\n");
        for (int i = 0; i < 100_000; i++) {
            text.append("-A KUBE-SERVICES -d 10.")
                    .append(i >> 16)
                    .append('.')
                    .append(i >> 8 & 255)
                    .append('.')
                    .append(i & 255)
                    .append("/32 -p tcp -m comment --comment \"ns/web:http cluster IP\" -m tcp --dport 80 -j ACCEPT\n");
        }
        text.append("COMMIT\n");

        Parsed<Dump> read = DumpReader.read(text.toString());

        assertThat(read.problems()).isEmpty();
        assertThat(read.value().countRules()).isEqualTo(100_000);
    }

    private static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(DumpReaderTest.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
