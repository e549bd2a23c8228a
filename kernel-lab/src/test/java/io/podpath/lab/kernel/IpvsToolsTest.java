package io.podpath.lab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether a kernel can judge ipvs mode: everything the mode needs is tried, and the first thing missing is named. */
class IpvsToolsTest {

    private static final Command.Result YES = new Command.Result(0, "", "");

    /** A kernel that takes every command but those with this word. */
    private static Optional<String> without(String word, String says) {
        return IpvsTools.findObstacle(
                command -> (command.words() + command.input()).contains(word) ? new Command.Result(2, "", says) : YES);
    }

    @Test
    void aKernelWithEverythingIsAJudge() {
        List<String> tried = new ArrayList<>();

        Optional<String> obstacle = IpvsTools.findObstacle(command -> {
            tried.add(command.words().get(0));
            return YES;
        });

        assertThat(obstacle).isEmpty();
        assertThat(tried).containsExactly("ipvsadm", "sh", "ipvsadm", "ipvsadm", "ip", "ipset", "iptables", "iptables");
    }

    @Test
    void whatIsMissingIsNamedInTheToolsOwnWords() {
        String words =
                "Can't initialize ipvs: Protocol not available\nAre you sure that IP Virtual Server is built in?";

        assertThat(without("ipvsadm", words))
                .contains("this kernel has no IPVS: Can't initialize ipvs: Protocol not available");
        assertThat(without("/proc/sys/net/ipv4/vs/conntrack", "cannot create"))
                .contains("this kernel has no net.ipv4.vs.conntrack (CONFIG_IP_VS_NFCT): cannot create");
        assertThat(without("lc", "No such file or directory"))
                .contains("this kernel has no scheduler lc of IPVS: No such file or directory");
        assertThat(without("dummy", "Error: Unknown device type."))
                .contains("this kernel has no dummy interfaces: Error: Unknown device type.");
        assertThat(without("bitmap:port", "Unknown set type"))
                .contains("this kernel has not all types of sets: Unknown set type");
        assertThat(without("--vaddr", "")).contains("this kernel has no match -m ipvs of iptables: exit 2");
    }

    /** No trial passes by never failing. */
    @Test
    void everyTrialCanFail() {
        for (IpvsTools.Trial trial : IpvsTools.trials()) {
            assertThat(IpvsTools.findObstacle(
                            command -> command.equals(trial.command()) ? new Command.Result(1, "", "no") : YES))
                    .contains("this kernel has " + trial.without() + ": no");
        }
    }

    @Test
    void thisKernelIsAskedInANamespaceThatIsGoneAfterwards() {
        Optional<String> general = LabTools.findObstacle();
        assumeTrue(general.isEmpty(), "the kernel is not asked here: " + general.orElse(""));

        Optional<String> obstacle = IpvsTools.findObstacle();

        if (!Files.exists(Path.of("/proc/net/ip_vs"))) {
            assertThat(obstacle).isPresent();
        }
        assertThat(Command.of("ip", "netns", "list").run())
                .doesNotContain("podpath-" + ProcessHandle.current().pid() + "-ipvs");
    }
}
