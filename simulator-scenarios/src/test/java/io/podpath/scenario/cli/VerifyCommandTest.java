package io.podpath.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podpath.lab.kernel.IpvsTools;
import io.podpath.lab.kernel.LabTools;
import io.podpath.scenario.run.BuiltNetwork;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** This kernel judges shipped scenarios; where it cannot be asked the tests say so and are skipped. */
class VerifyCommandTest {

    private static final Path ROOT = Path.of(System.getProperty("podpath.root", ".."));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void onlyWhereThisMachineCanBeAJudge() {
        Optional<String> obstacle = LabTools.findObstacle();
        assumeTrue(obstacle.isEmpty(), "the kernel is not asked here: " + obstacle.orElse(""));
    }

    private int verify(String scenario, String... options) {
        String file = ROOT.resolve("scenarios/" + scenario + "/" + scenario + ".podpath.yaml")
                .toString();
        String[] arguments = new String[options.length + 2];
        arguments[0] = "verify";
        arguments[1] = file;
        System.arraycopy(options, 0, arguments, 2, options.length);
        Workbench workbench = new Workbench(new FileScenarioSource(), BuiltNetwork::of);
        return Podpath.execute(arguments, new PrintWriter(out, true), new PrintWriter(err, true), workbench);
    }

    @Test
    void theKernelAgreesAboutAClusterIpInOverlay() {
        assertThat(verify("s05-cluster-ip", "--variant", "overlay"))
                .as(out.toString())
                .isZero();
        assertThat(out.toString())
                .contains("service  agrees: 3 of 3 ways", "not judged: NIC and security groups, virtual network")
                .endsWith("3 probes agree, 0 differ, 0 not for the kernel to judge\n");
    }

    @Test
    void theKernelAgreesAboutABridgeInKubenet() {
        assertThat(verify("s07-hairpin", "--variant", "kubenet", "-o", "json"))
                .as(out.toString())
                .isZero();
        assertThat(out.toString()).contains("\"judgement\" : \"agrees\"").doesNotContain("\"differs\"");
    }

    /** Every probe but one is of IPv6: ip6tables, connections of IPv6 and hop limits are compared as those of IPv4. */
    @Test
    void theKernelAgreesAboutASecondFamily() {
        assertThat(verify("s49-dual-stack", "--variant", "overlay"))
                .as(out.toString())
                .isZero();
        assertThat(out.toString())
                .contains("client-to-web  agrees: 2 of 2 ways")
                .endsWith("7 probes agree, 0 differ, 0 not for the kernel to judge\n");
    }

    /** Pods of a bridge find each other by neighbour discovery, which no rule drops. */
    @Test
    void theKernelAgreesAboutIpv6OverABridge() {
        assertThat(verify("s49-dual-stack", "--variant", "kubenet", "--probe", "pod-to-service"))
                .as(out.toString())
                .isZero();
        assertThat(out.toString()).endsWith("1 probe agrees, 0 differ, 0 not for the kernel to judge\n");
    }

    @Test
    void anOlderKernelIsNotForThisOneToJudge() {
        assertThat(verify("s07-hairpin", "--variant", "kubenet-older-kernel")).isZero();
        assertThat(out.toString()).contains("0 probes agree, 0 differ, 3 not for the kernel to judge");
    }

    /** On a kernel with IPVS this is the proof; without, every probe says what is missing. */
    @Test
    void theKernelAgreesAboutIpvsOrSaysWhatItLacks() {
        Optional<String> obstacle = IpvsTools.findObstacle();

        assertThat(verify("s06-kube-proxy-modes", "--variant", "ipvs"))
                .as(out.toString())
                .isZero();
        if (obstacle.isPresent()) {
            assertThat(out.toString())
                    .contains("not judged: everything (kube-proxy's ipvs mode: " + obstacle.get() + ")")
                    .endsWith("0 probes agree, 0 differ, 9 not for the kernel to judge\n");
        } else {
            assertThat(out.toString())
                    .contains("service  agrees: 2 of 2 ways")
                    .endsWith("9 probes agree, 0 differ, 0 not for the kernel to judge\n");
        }
    }

    @Test
    void aProbeThatDoesNotExistIsWrongInput() {
        assertThat(verify("s01-pod-to-pod-same-node", "--probe", "htp")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString()).contains("no probe 'htp'", "did you mean 'http'?");
    }
}
