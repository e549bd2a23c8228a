package io.podpath.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.Probe;
import io.podpath.Simulator;
import io.podpath.lab.kernel.LabException;
import io.podpath.lab.verify.Difference;
import io.podpath.lab.verify.ProbeVerdict;
import io.podpath.lab.verify.ProbeVerdict.Counts;
import io.podpath.lab.verify.ProbeVerdict.Judgement;
import io.podpath.scenario.run.BuiltNetwork;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What {@code verify} tells its caller, whatever the judge says. That a real kernel says no when its rules are others is
 * {@code DisagreeingKernelTest} of the lab.
 */
class KernelVerdictsTest {

    private static final Path ROOT = Path.of(System.getProperty("podpath.root", ".."));
    private static final Counts COUNTS = new Counts(1, 3, 64, 1, 2, 1, 1, 1, 0);
    private static final List<Difference> NEVER_DRAWN = List.of(
            new Difference("client", "way", "probability 1/3: endpoint 3", "not once in 64 runs"),
            new Difference("node/node-0", "conntrack", "a", ""));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void oneDifferenceAmongAgreementsIsExitCodeOne() {
        int code = verify(judge(Map.of("service", Judgement.DIFFERS)), "text");

        assertThat(code).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out.toString()).isEqualTo("""
                        s05-cluster-ip, overlay
                          service  DIFFERS after 1 of 3 ways in 64 runs, 1 traversal, 2 rule hits, 1 NAT rewrite, 1 conntrack entry, 1 dropped bridge copy
                              client: way
                                podpath  probability 1/3: endpoint 3
                                kernel   not once in 64 runs
                              and 1 more; -o json has them
                          service-from-node  agrees: 1 of 3 ways in 64 runs, 1 traversal, 2 rule hits, 1 NAT rewrite, 1 conntrack entry, 1 dropped bridge copy
                          no-endpoints  agrees: 1 of 3 ways in 64 runs, 1 traversal, 2 rule hits, 1 NAT rewrite, 1 conntrack entry, 1 dropped bridge copy
                        2 probes agree, 1 differs, 0 not for the kernel to judge
                        """);
    }

    @Test
    void jsonHasEveryDifference() {
        int code = verify(judge(Map.of("service", Judgement.DIFFERS)), "json");

        assertThat(code).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out.toString())
                .contains(
                        "\"judgement\" : \"differs\"",
                        "\"kernel\" : \"not once in 64 runs\"",
                        "\"what\" : \"conntrack\"");
    }

    @Test
    void agreementIsExitCodeZero() {
        assertThat(verify(judge(Map.of()), "text")).isEqualTo(ExitCode.AS_EXPECTED);
        assertThat(out.toString()).endsWith("3 probes agree, 0 differ, 0 not for the kernel to judge\n");
    }

    @Test
    void whatTheKernelCannotJudgeIsNoDifference() {
        assertThat(verify(judge(Map.of("service", Judgement.NOT_JUDGED)), "text"))
                .isEqualTo(ExitCode.AS_EXPECTED);
        assertThat(out.toString())
                .contains("  service  not judged\n      not judged: everything\n")
                .endsWith("2 probes agree, 0 differ, 1 not for the kernel to judge\n");
    }

    @Test
    void aMachineThatCannotBeAskedIsExitCodeThree() {
        KernelJudge absent = new FixedJudge(Optional.of("ip is not installed"), Map.of());
        assertThat(verify(absent, "text")).isEqualTo(ExitCode.INCOMPLETE);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("this machine's kernel cannot be asked: ip is not installed");
    }

    @Test
    void aJudgeThatFailsOnTheWayIsExitCodeThree() {
        KernelJudge failing = new FixedJudge(Optional.empty(), Map.of()) {
            @Override
            public List<ProbeVerdict> verify(Simulator simulator, List<Probe> probes) {
                throw new LabException("nft is gone");
            }
        };

        assertThat(verify(failing, "text")).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(err.toString()).contains("this machine's kernel cannot be asked: nft is gone");
    }

    @Test
    void theFamilyOfRandomRulesIsWrongUsageElsewhere() {
        assertThat(verify(judge(Map.of()), "text", "--family", "ipv6")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString()).contains("--family goes with --random; a probe of a scenario says its own family");
    }

    @Test
    void anUnknownFamilyIsWrongUsage() {
        String[] arguments = {"verify", "--random", "1", "--family", "ipv5"};
        Workbench workbench = new Workbench(new FileScenarioSource(), BuiltNetwork::of, judge(Map.of()));

        assertThat(Podpath.execute(arguments, new PrintWriter(out, true), new PrintWriter(err, true), workbench))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString()).contains("--family is ipv4 or ipv6, not 'ipv5'");
    }

    private static KernelJudge judge(Map<String, Judgement> judgements) {
        return new FixedJudge(Optional.empty(), judgements);
    }

    private int verify(KernelJudge judge, String output, String... options) {
        String file = ROOT.resolve("scenarios/s05-cluster-ip/s05-cluster-ip.podpath.yaml")
                .toString();
        List<String> words = new ArrayList<>(List.of("verify", file, "--variant", "overlay", "-o", output));
        words.addAll(List.of(options));
        String[] arguments = words.toArray(String[]::new);
        Workbench workbench = new Workbench(new FileScenarioSource(), BuiltNetwork::of, judge);
        return Podpath.execute(arguments, new PrintWriter(out, true), new PrintWriter(err, true), workbench);
    }

    /** Agrees with everything but some probes. */
    private static class FixedJudge implements KernelJudge {

        private final Optional<String> obstacle;
        private final Map<String, Judgement> judgements;

        FixedJudge(Optional<String> obstacle, Map<String, Judgement> judgements) {
            this.obstacle = obstacle;
            this.judgements = judgements;
        }

        @Override
        public Optional<String> findObstacle() {
            return obstacle;
        }

        @Override
        public List<ProbeVerdict> verify(Simulator simulator, List<Probe> probes) {
            return probes.stream().map(probe -> verdict(probe.name())).toList();
        }

        private ProbeVerdict verdict(String probe) {
            Judgement judgement = judgements.getOrDefault(probe, Judgement.AGREES);
            return switch (judgement) {
                case AGREES -> new ProbeVerdict(probe, judgement, COUNTS, Set.of(), List.of());
                case DIFFERS -> new ProbeVerdict(probe, judgement, COUNTS, Set.of(), NEVER_DRAWN);
                case NOT_JUDGED -> new ProbeVerdict(probe, judgement, Counts.NONE, Set.of("everything"), List.of());
            };
        }
    }
}
