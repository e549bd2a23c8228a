package io.podpath.netfilter.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.netfilter.Chain;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Table;
import io.podpath.netfilter.ipset.IpSets;
import io.podpath.netfilter.text.Parsed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code iptables-save} prints is read and printed again as it was; what is wrong is named by line and column. */
class DumpReaderTest {

    /** Printed by iptables 1.8.9 (nf_tables) on Linux 6.18 for a rule of each match and target that kernel has. */
    @Test
    void whatTheKernelPrintsIsPrintedAgain() {
        String saved = resource("every-match.iptables-save");

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
                "*filter; :INPUT ACCEPT; -A INPUT -j KUBE-SERVICE; COMMIT   | 3:13 table filter has no chain KUBE-SERVICE to jump to",
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
