package io.podpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podpath.TestNetwork.Model;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.model.IpFamily;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rules podpath prints are rules: the real {@code iptables-restore} accepts them. Where the tool is missing, or may
 * not be used, the test says so and is skipped; CI installs it.
 */
class IptablesRestoreTest {

    private static final String TOOL = "iptables-restore";
    private static final String TOOL_IPV6 = "ip6tables-restore";

    @ParameterizedTest
    @EnumSource(Model.class)
    void theKernelsToolAcceptsTheRulesOfANode(Model model) throws Exception {
        assumeTrue(run("*filter\nCOMMIT\n") == 0, TOOL + " is not usable here: rules are not checked against it");
        String rules = TestNetwork.of(model)
                .pod("web-1 @ node-0 : 8080")
                .pod("web-2 @ node-1 : 8080")
                .pod("web-3 @ node-1 : 8080")
                .service("web:80 -> web:8080", TestServices.loadBalancer(TrafficPolicy.LOCAL))
                .service("api:81 -> web:8080", TestServices.nodePort(TrafficPolicy.CLUSTER))
                .service("none:82 -> nobody:1")
                .simulator()
                .renderIptablesSave("node-0")
                .orElseThrow();

        assertThat(rules).contains("KUBE-SVC-", "KUBE-SEP-", "--probability 0.33333333349");
        assertThat(rules).contains(model.hasPodSubnet() ? "SWIFT-POSTROUTING" : "IP-MASQ-AGENT");
        assertThat(run(rules)).as("exit code of %s --test", TOOL).isZero();
        assertThat(run(rules.replace("-m statistic", "-m nonsense")))
                .as("the tool does look at the rules")
                .isNotZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"OVERLAY", "KUBENET"})
    void theToolOfIpv6AcceptsTheRulesOfTheSecondFamily(Model model) throws Exception {
        assumeTrue(run(TOOL_IPV6, "*filter\nCOMMIT\n") == 0, TOOL_IPV6 + " is not usable here");
        String rules = TestNetwork.of(model)
                .dualStack()
                .pod("web-1 @ node-0 : 8080")
                .pod("web-2 @ node-1 : 8080")
                .service(
                        "web:80 -> web:8080",
                        TestServices.loadBalancer(TrafficPolicy.LOCAL),
                        TestServices.affinity(60),
                        DualStackServices.BOTH)
                .service("none:82 -> nobody:1", DualStackServices.IPV6_ONLY)
                .simulator()
                .renderIptablesSave("node-0", IpFamily.IPV6)
                .orElseThrow();

        assertThat(rules)
                .contains("--to-destination [fd12:3456:789a:", "--reject-with icmp6-port-unreachable")
                .contains("-A IP-MASQ-AGENT -d fd12:3456:789a::/64", "! -d ::1/128")
                .doesNotContain("10.244.", "127.0.0.0", "168.63.129.16");
        assertThat(run(TOOL_IPV6, rules))
                .as("exit code of %s --test", TOOL_IPV6)
                .isZero();
        assertThat(run(rules)).as("the tool of IPv4 refuses them").isNotZero();
    }

    private static int run(String rules) throws InterruptedException {
        return run(TOOL, rules);
    }

    private static int run(String tool, String rules) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(tool, "--test")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream input = process.getOutputStream()) {
                input.write(rules.getBytes(StandardCharsets.UTF_8));
            }
            return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException missing) {
            return -1;
        }
    }
}
