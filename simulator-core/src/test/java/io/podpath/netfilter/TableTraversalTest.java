package io.podpath.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.Verdict;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import io.podpath.netfilter.dump.RuleParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How jumps, gotos and returns lead through chains. */
class TableTraversalTest {

    private static final Packet SYN = Packet.tcp(
            new FiveTuple(
                    Protocol.TCP,
                    new TransportAddress(IpAddress.parse("10.1.0.9"), 40_000),
                    new TransportAddress(IpAddress.parse("10.2.0.2"), 80)),
            TcpFlags.SYN,
            0);

    /** Rules of the chains FORWARD, A and B, in iptables' words; what is left at the end is accepted. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A jump comes back at the end of its chain   | F -j A; F -j DROP; A -s 10.9.9.9 -j DROP        | drops",
                "A return comes back at once                 | F -j A; A -j RETURN; A -j DROP                  | passes",
                "A return goes on behind the jump            | F -j A; A -j RETURN; F -j DROP                  | drops",
                "A goto does not come back to its chain      | F -j A; A -g B; A -j DROP; B -s 10.9.9.9 -j DROP | passes",
                "A goto comes back to the caller of its chain| F -j A; F -j DROP; A -g B; B -j RETURN          | drops",
                "A goto out of FORWARD ends at the policy    | F -g A; F -j DROP; A -j RETURN                  | passes",
                "A return in FORWARD ends at the policy      | F -j RETURN; F -j DROP                          | passes",
                "An accept ends the table                    | F -j A; F -j DROP; A -j ACCEPT                  | passes",
                "A rule without target goes on               | F -p tcp; F -j DROP                             | drops",
                "A mark goes on                              | F -j MARK --set-xmark 0x1/0x1; F -m mark --mark 0x1/0x1 -j DROP | drops",
                "Two jumps nest                              | F -j A; F -j DROP; A -j B; A -j ACCEPT; B -j RETURN | passes"
            })
    void chainsLeadToTheirVerdict(String name, String rules, String verdict) {
        NamespaceRun run = NamespaceRun.of("eth0 10.1.0.1/24", "eth1 10.2.0.1/24");
        for (String rule : rules.trim().split("; ", -1)) {
            String chain = rule.substring(0, 1);
            run.rule(Table.FILTER, chain.equals("F") ? "FORWARD" : chain, RuleParser.parse(rule.substring(2)));
        }

        Verdict found = run.receive("eth0", SYN);

        assertThat(found instanceof Verdict.Drop ? "drops" : "passes").as(name).isEqualTo(verdict);
    }
}
