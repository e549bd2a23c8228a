package io.podpath.netfilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podpath.element.Fraction;
import io.podpath.netfilter.dump.RuleParser;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules as {@code iptables-save} prints them, and as they are read. */
class RuleTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-j ACCEPT",
                "-s 10.244.0.0/16 -d 10.0.0.1/32 -i cbr0 -o eth+ -p tcp -j DROP",
                "! -s 10.244.0.0/16 -d 10.0.0.1/32 -p tcp -m comment --comment \"default/kubernetes:https cluster IP\""
                        + " -m tcp --dport 443 -j KUBE-MARK-MASQ",
                "-p udp -m udp --sport 1000:2000 ! --dport 53 -j RETURN",
                "-m mark ! --mark 0x4000/0x4000 -j RETURN",
                "-j MARK --set-xmark 0x4000/0x0",
                "-j MARK --set-xmark 0x4000/0x4000",
                "-m conntrack --ctstate INVALID -j DROP",
                "-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
                "-m addrtype --dst-type LOCAL -j KUBE-NODEPORTS",
                "-m addrtype ! --dst-type LOCAL -j IP-MASQ-AGENT",
                "-m recent --rcheck --seconds 10800 --reap --name KUBE-SEP-A --mask 255.255.255.255 --rsource -j"
                        + " KUBE-SEP-A",
                "-m recent --set --name KUBE-SEP-A --mask 255.255.255.255 --rsource",
                "-m recent --set --name KUBE-SEP-A --mask ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff --rsource",
                "-p ipv6-icmp -m icmp6 --icmpv6-type 128 -j ACCEPT",
                "-p ipv6-icmp -m icmp6 ! --icmpv6-type 1/4 -j DROP",
                "-p tcp -j DNAT --to-destination 10.244.1.5:8080",
                "-p tcp -j DNAT --to-destination [fd12::5]:8080",
                "-p tcp -j DNAT --to-destination 10.244.1.5",
                "-m statistic --mode nth --every 2 --packet 0 -j ACCEPT",
                "-m addrtype --dst-type BROADCAST -j ACCEPT",
                "-p tcp -j REJECT --reject-with tcp-reset",
                "-m hashlimit --hashlimit-upto 5/sec --hashlimit-name a -j ACCEPT",
                "-j SNAT --to-source 10.1.1.4",
                "-j MASQUERADE",
                "-j MASQUERADE --random-fully",
                "-j REJECT --reject-with icmp-port-unreachable",
                "-g KUBE-SVL-A"
            })
    void whatIsReadIsPrintedAgain(String text) {
        assertThat(RuleParser.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "-m comment --comment plain, -m comment --comment plain",
        "-j MARK --or-mark 0x4000, -j MARK --set-xmark 0x4000/0x4000",
        "-j MARK --xor-mark 0x4000, -j MARK --set-xmark 0x4000/0x0",
        "-j REJECT, -j REJECT --reject-with icmp-port-unreachable",
        "-p tcp --jump ACCEPT, -p tcp -j ACCEPT",
        "-s 10.1.2.3, -s 10.1.2.3/32",
        "-p tcp --dport 80 -j ACCEPT, -p tcp -m tcp --dport 80 -j ACCEPT",
        "-s 10.1.0.0/255.255.0.0, -s 10.1.0.0/16",
        "-p icmpv6 -m icmp6 --icmpv6-type echo-reply, -p icmpv6 -m icmp6 --icmpv6-type 129",
        "-p tcp --syn, '-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN'"
    })
    void shortFormsArePrintedAsIptablesSaveDoes(String written, String saved) {
        assertThat(RuleParser.parse(written)).hasToString(saved);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop/web:http", "with space", "a \"quoted\" word", "back\\slash", "", "it's"})
    void aCommentThatIsNoPlainWordIsQuoted(String comment) {
        String text = new CommentMatch(comment).toString();

        assertThat(text).startsWith("-m comment --comment \"").endsWith("\"");
        assertThat(RuleParser.parse(text).matches()).containsExactly(new CommentMatch(comment));
    }

    @Test
    void aPlainWordIsNotQuoted() {
        assertThat(new CommentMatch("masq_all-1")).hasToString("-m comment --comment masq_all-1");
    }

    /** kube-proxy writes ten decimals; the kernel keeps 31 bits of them, and both forms stand for one in n. */
    @Test
    void everyProbabilityOfUpTo64EndpointsIsReadAsItWasMeant() {
        for (int n = 1; n <= 64; n++) {
            Fraction exact = Fraction.of(1, n);
            String saved = new StatisticMatch(exact).toString();
            String written = "-m statistic --mode random --probability " + String.format(Locale.ROOT, "%.10f", 1.0 / n);

            assertThat(RuleParser.parse(saved).matches()).containsExactly(new StatisticMatch(exact));
            assertThat(RuleParser.parse(written).matches()).containsExactly(new StatisticMatch(exact));
            assertThat(RuleParser.parse(saved)).hasToString(saved);
        }
    }

    /** Values that real nodes print. */
    @ParameterizedTest
    @CsvSource({"2, 0.50000000000", "3, 0.33333333349", "5, 0.20000000019", "1, 1.00000000000"})
    void probabilitiesLookAsTheKernelPrintsThem(int n, String printed) {
        assertThat(new StatisticMatch(Fraction.of(1, n)).toString()).endsWith("--probability " + printed);
    }

    @Test
    void aProbabilityThatIsNoPartIsKeptAsWritten() {
        assertThat(RuleParser.parse("-m statistic --mode random --probability 0.3")
                        .matches())
                .containsExactly(new StatisticMatch(Fraction.of(3, 10)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--no-such-option",
                "-p nosuchprotocol -j ACCEPT",
                "--dport 80 -j ACCEPT",
                "-j DNAT",
                "-j ACCEPT -j DROP",
                "-p tcp --dport http-alt-x -j ACCEPT"
            })
    void whatIsNotKnownIsRefusedByName(String text) {
        assertThatThrownBy(() -> RuleParser.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWholeRuleSetHasItsTablesChainsAndRulesInOrder() {
        Ruleset rules = new Ruleset.Builder()
                .append(Table.NAT, "PREROUTING", RuleParser.parse("-j KUBE-SERVICES"))
                .append(Table.NAT, "KUBE-SERVICES", RuleParser.parse("-p tcp -j RETURN"))
                .build();

        assertThat(IptablesText.save(rules))
                .contains("*nat\n:PREROUTING ACCEPT [0:0]\n")
                .contains(":KUBE-SERVICES - [0:0]\n")
                .contains("-A PREROUTING -j KUBE-SERVICES\n-A KUBE-SERVICES -p tcp -j RETURN\nCOMMIT\n");
    }

    @Test
    void aJumpToAMissingChainIsRefused() {
        Ruleset.Builder rules = new Ruleset.Builder().append(Table.NAT, "PREROUTING", RuleParser.parse("-j NOWHERE"));

        assertThatThrownBy(rules::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NOWHERE");
    }
}
