package io.podpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podpath.TestNetwork.Model;
import io.podpath.aks.KubeProxySetup;
import io.podpath.cluster.TrafficPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The sets and rules of ipvs mode are what the real tools take, in a network namespace of their own. Where they are missing,
 * or may not be used, the test says so and is skipped. Virtual servers are not checked: few machines have IPVS.
 */
class IpvsRestoreTest {

    private static final String NAMESPACE = "podpath-ipvs-test";

    private static TestNetwork network() {
        return TestNetwork.of(Model.OVERLAY)
                .proxyMode(KubeProxySetup.Mode.IPVS)
                .pod("web @ node-0 : 8080")
                .service("web:80 -> web:8080", TestServices.loadBalancer(TrafficPolicy.LOCAL))
                .service("api:81 -> web:8080", TestServices.nodePort(TrafficPolicy.CLUSTER))
                .service("none:82 -> nobody:1");
    }

    @Test
    void theScriptNamesAddressesSetsAndVirtualServers() {
        TestNetwork network = network();
        String script = network.simulator().renderIpvs("node-0").orElseThrow();

        assertThat(script)
                .startsWith("# Service addresses are local addresses\nip link add kube-ipvs0 type dummy\n")
                .contains("ip address add " + network.ip("service/web") + " dev kube-ipvs0\n")
                .contains("ipset restore <<END\ncreate KUBE-LOOP-BACK hash:ip,port,ip family inet")
                .contains("ipvsadm --set 900 120 300\nsysctl -w net.ipv4.vs.conntrack=1\n")
                .contains("sysctl -w net.ipv4.vs.expire_quiescent_template=1\nipvsadm -R <<END\n-A -t ")
                .contains("-A -t " + network.ip("service/none") + ":82 -s rr\n-A -t ")
                .contains("-a -t " + network.ip("service/web") + ":80 -r " + network.ip("pod/web") + ":8080 -m -w 1\n");
        assertThat(TestNetwork.of(Model.OVERLAY).simulator().renderIpvs("node-0"))
                .isEmpty();
    }

    @Test
    void theKernelTakesSetsAndRules() throws Exception {
        assumeTrue(run("", "ip", "netns", "add", NAMESPACE) == 0, "no namespaces here: sets are not checked");
        try {
            assumeTrue(inNamespace("", "ipset", "list") == 0, "ipset is not usable here: sets are not checked");
            Simulator simulator = network().simulator();
            String script = simulator.renderIpvs("node-0").orElseThrow();
            String sets = script.substring(script.indexOf("create "), script.indexOf("END\n\n# virtual"));
            String rules = simulator.renderIptablesSave("node-0").orElseThrow();

            assertThat(inNamespace(rules, "iptables-restore"))
                    .as("rules that ask missing sets")
                    .isNotZero();
            assertThat(inNamespace(sets, "ipset", "restore")).isZero();
            assertThat(inNamespace(rules, "iptables-restore")).isZero();
        } finally {
            run("", "ip", "netns", "delete", NAMESPACE);
        }
    }

    private static int inNamespace(String input, String... command) throws InterruptedException {
        String[] prefix = {"ip", "netns", "exec", NAMESPACE};
        String[] all = new String[prefix.length + command.length];
        System.arraycopy(prefix, 0, all, 0, prefix.length);
        System.arraycopy(command, 0, all, prefix.length, command.length);
        return run(input, all);
    }

    private static int run(String input, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream stream = process.getOutputStream()) {
                stream.write(input.getBytes(StandardCharsets.UTF_8));
            }
            return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException missing) {
            return -1;
        }
    }
}
