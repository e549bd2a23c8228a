package io.podpath.lab.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podpath.lab.kernel.Command;
import io.podpath.lab.kernel.KernelLab;
import io.podpath.lab.kernel.LabTools;
import io.podpath.lab.kernel.Namespace;
import io.podpath.lab.trace.KernelTraversal;
import io.podpath.lab.trace.MatchedRule;
import io.podpath.lab.trace.PacketKind;
import io.podpath.model.IpFamily;
import io.podpath.netfilter.IptablesText;
import io.podpath.netfilter.NamespaceRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What the lab tells the kernel of a node in ipvs mode, and in which order. Sets and rules are loaded into this kernel;
 * virtual servers only where it has IPVS.
 */
class IpvsLoadingTest {

    private static final NamespaceRules NODE = IpvsTestNode.rules();
    private static final IpvsLoading LOADING = IpvsLoading.of(NODE).orElseThrow();

    private static List<String> words(List<Command> commands) {
        return commands.stream()
                .map(command -> String.join(" ", command.words()))
                .toList();
    }

    private static String restored(List<Command> commands) {
        return commands.get(commands.size() - 1).input();
    }

    @Test
    void addressesComeFirstThenSetsThenTheServersBehindTheSettingsOfIpvs() {
        List<Command> commands = LOADING.load(new Random(1));

        assertThat(words(commands))
                .containsExactly(
                        "ip -batch -", "ipset restore", "ipvsadm --set 900 120 300", "sh -s", "ipvsadm --restore");
        assertThat(commands.get(0).input())
                .isEqualTo("link add kube-ipvs0 type dummy\naddress add 10.0.7.1 dev kube-ipvs0\n");
        assertThat(commands.get(1).input())
                .startsWith("create KUBE-LOOP-BACK hash:ip,port,ip family inet")
                .contains("add KUBE-CLUSTER-IP 10.0.7.1,tcp:80\n", "add KUBE-IPVS-IPS 10.0.7.1\n");
        assertThat(commands.get(3).input()).isEqualTo("""
                set -e
                echo 1 > /proc/sys/net/ipv4/vs/conntrack
                echo 1 > /proc/sys/net/ipv4/vs/expire_nodest_conn
                echo 1 > /proc/sys/net/ipv4/vs/expire_quiescent_template
                """);
        assertThat(restored(commands).lines().toList())
                .startsWith("-A -t 10.0.7.1:80 -s rr -p 10800")
                .containsExactlyInAnyOrder(
                        "-A -t 10.0.7.1:80 -s rr -p 10800",
                        "-a -t 10.0.7.1:80 -r 10.244.1.5:8080 -m -w 1",
                        "-a -t 10.0.7.1:80 -r 10.244.2.6:8080 -m -w 1",
                        "-a -t 10.0.7.1:80 -r 10.244.2.7:8080 -m -w 1");
    }

    @Test
    void betweenRunsIpvsForgetsEverybodyBeforeTheServersComeBack() {
        List<Command> commands = LOADING.renew(new Random(1));

        assertThat(words(commands)).containsExactly("ipvsadm --clear", "sh -s", "ipvsadm --restore");
        assertThat(commands.get(1).input()).contains("/proc/net/ip_vs_conn");
    }

    /** rr starts with the first server of the list, so every server must be the first within the limit of draws. */
    @Test
    void withinTheLimitOfDrawsEveryServerComesFirstOnce() {
        Random orders = new Random(1);
        Set<String> first = new TreeSet<>();
        for (int run = 0; run < DrawLimit.runs(1.0 / 3, 3); run++) {
            first.add(restored(LOADING.renew(orders)).lines().toList().get(1));
        }

        assertThat(first).hasSize(3);
    }

    @Test
    void aNodeWithoutIpvsLoadsNothing() {
        assertThat(IpvsLoading.of(NamespaceRules.NONE)).isEmpty();
    }

    /** The Service's address is on {@code lo} here; a port that is no Service's is rejected by the rule that asks sets. */
    @Test
    void thisKernelTakesSetsAndRulesAndRejectsWhatNoServiceHas() {
        Optional<String> obstacle = LabTools.findObstacle();
        assumeTrue(obstacle.isEmpty(), "the kernel is not asked here: " + obstacle.orElse(""));
        try (KernelLab lab = new KernelLab()) {
            Namespace node = lab.add("node", Map.of("net.ipv4.ip_forward", "1"));
            assumeTrue(canMakeSets(node), "ipset is not usable here: sets and rules are not checked");
            node.ip(List.of("addr add 10.0.7.1/32 dev lo"));

            node.run(LOADING.load(new Random(1)).get(1));
            node.restoreIptables(IpFamily.IPV4, IptablesText.save(NODE.iptables()));

            assertThat(node.run(Command.of("ipset", "list", "-n")).lines()).hasSize(17);
            assertThat(node.tell("connect tcp 10.0.7.1 40001 10.0.7.1 81 2000")).isEqualTo("refused");
            KernelTraversal syn = node.drain().stream()
                    .filter(seen -> seen.first().kind() == PacketKind.SYN)
                    .findFirst()
                    .orElseThrow();
            assertThat(syn.rules()).extracting(MatchedRule::toString).endsWith("filter KUBE-IPVS-FILTER 6 (drop)");
        }
    }

    private static boolean canMakeSets(Namespace node) {
        return Command.of("ipset", "list").inside(node.name()).attempt().exitCode() == 0;
    }
}
