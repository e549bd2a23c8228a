package io.podpath.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.aks.KubeProxySetup;
import io.podpath.aks.KubeProxySetup.Detection;
import io.podpath.aks.KubeProxySetup.Ipvs;
import io.podpath.aks.KubeProxySetup.Mode;
import io.podpath.aks.KubeProxySetup.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** kube-proxy's settings as AKS spells them, in every place they can stand. */
class KubeProxyReaderTest {

    private static final String HEAD = "apiVersion: podpath/v1\nkind: Scenario\nmetadata: {name: t}\n";
    private static final String IPVS_JSON = """
            {"enabled": true, "mode": "IPVS", "ipvsConfig": {"scheduler": "LeastConnection",
             "TCPTimeoutSeconds": 1200, "TCPFINTimeoutSeconds": 60, "UDPTimeoutSeconds": 30}}
            """;
    private static final KubeProxySetup IPVS =
            new KubeProxySetup(Mode.IPVS, new Ipvs(Scheduler.LEAST_CONNECTION, 1200, 60, 30), Detection.AS_AKS);

    @TempDir
    Path folder;

    private LoadResult load(String cluster) throws IOException {
        Path file = folder.resolve("t.podpath.yaml");
        Files.writeString(file, HEAD + "cluster: " + cluster + "\n");
        return ScenarioLoader.load(file, LoadOptions.DEFAULT);
    }

    private KubeProxySetup setup(String cluster) throws IOException {
        return load(cluster)
                .scenario()
                .orElseThrow()
                .variants()
                .get(0)
                .input()
                .cluster()
                .networking()
                .kubeProxy();
    }

    private List<String> problems(String cluster) throws IOException {
        return load(cluster).problems().stream().map(Problem::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                | IPTABLES",
                "{kubeProxy: {mode: nftables}}                     | NFTABLES",
                "{kubeProxyConfig: {enabled: true, mode: NFTABLES}}| NFTABLES",
                "{kubeProxyConfig: {mode: IPVS}}                   | IPVS",
                "{kubeProxyConfig: {enabled: true}}                | IPTABLES",
                "{kubeProxyConfig: {enabled: false}}               | DISABLED",
                "{kubeProxyConfig: null}                           | IPTABLES",
                "{kubeProxy: {mode: nftables}, kubernetesVersion: '1.33.1'} | NFTABLES",
                "{kubeProxy: {mode: nftables}, kubernetesVersion: '1.32.9'} | IPTABLES"
            })
    void theModeIsTheOneNamed(String cluster, Mode mode) throws IOException {
        assertThat(setup(cluster)).isEqualTo(KubeProxySetup.of(mode));
    }

    @Test
    void ipvsSettingsAreReadInBothSpellings() throws IOException {
        String api = "{mode: IPVS, ipvsConfig: {scheduler: LeastConnection, tcpTimeoutSeconds: 1200,"
                + " tcpFinTimeoutSeconds: 60, udpTimeoutSeconds: 30}}";

        assertThat(setup("{kubeProxyConfig: " + IPVS_JSON.replace("\n", " ") + "}"))
                .isEqualTo(IPVS);
        assertThat(setup("{kubeProxyConfig: " + api + "}")).isEqualTo(IPVS);
    }

    @Test
    void theFileThatAzTakesIsRead() throws IOException {
        Files.writeString(folder.resolve("kube-proxy.json"), IPVS_JSON);

        assertThat(setup("{create: az aks create -n c -g g --kube-proxy-config kube-proxy.json}"))
                .isEqualTo(IPVS);
        assertThat(problems("{create: az aks create -n c -g g --kube-proxy-config kube-prox.json}"))
                .singleElement()
                .asString()
                .contains("there is no file 'kube-prox.json'", "did you mean 'kube-proxy.json'");
    }

    @Test
    void whatAzShowsOfAClusterIsRead() throws IOException {
        String profile = "{\"networkPlugin\": \"azure\", \"networkPluginMode\": \"overlay\", \"kubeProxyConfig\": %s}";
        Files.writeString(
                folder.resolve("show.json"),
                "{\"name\": \"c\", \"networkProfile\": "
                        + profile.formatted("{\"enabled\": true, \"mode\": \"NFTABLES\", \"ipvsConfig\": null}")
                        + "}");

        assertThat(setup("{from: show.json}")).isEqualTo(KubeProxySetup.of(Mode.NFTABLES));
    }

    @Test
    void theVersionAzShowsCountsToo() throws IOException {
        Files.writeString(
                folder.resolve("old.json"),
                "{\"name\": \"c\", \"currentKubernetesVersion\": \"1.32.4\", \"networkProfile\":"
                        + " {\"networkPlugin\": \"kubenet\", \"kubeProxyConfig\": {\"enabled\": true, \"mode\": \"NFTABLES\"}}}");

        assertThat(setup("{from: old.json}")).isEqualTo(KubeProxySetup.DEFAULT);
        assertThat(problems("{from: old.json}")).singleElement().asString().contains("before Kubernetes 1.33");
    }

    @Test
    void aClusterKnownToDifferSaysHowItTellsItsPods() throws IOException {
        assertThat(setup("{kubeProxy: {detectLocalMode: InterfaceNamePrefix}}"))
                .isEqualTo(KubeProxySetup.DEFAULT.with(Detection.INTERFACE_NAME_PREFIX));
        assertThat(setup("{kubeProxyConfig: {mode: NFTABLES, detectLocalMode: ClusterCIDR}}"))
                .isEqualTo(KubeProxySetup.of(Mode.NFTABLES).with(Detection.CLUSTER_CIDR));
        assertThat(problems("{kubeProxy: {detectLocalMode: InterfacePrefix}}"))
                .singleElement()
                .asString()
                .contains("t.podpath.yaml:4:", "InterfacePrefix", "did you mean 'InterfaceNamePrefix'");
    }

    @Test
    void oneOfTwoSpellingsWinsAndIsNamed() throws IOException {
        String both = "{kubeProxyConfig: {mode: NFTABLES}, kubeProxy: {mode: iptables}}";

        assertThat(setup(both)).isEqualTo(KubeProxySetup.of(Mode.NFTABLES));
        assertThat(problems(both)).singleElement().asString().contains("keep one of them");
    }

    @Test
    void aWrongModeGetsASuggestion() throws IOException {
        assertThat(problems("{kubeProxy: {mode: nftable}}"))
                .singleElement()
                .asString()
                .contains("t.podpath.yaml:4:", "nftable", "did you mean 'NFTABLES'");
    }

    @Test
    void whatAksRefusesIsAnError() throws IOException {
        assertThat(problems("{kubeProxyConfig: {mode: NFTABLES, ipvsConfig: {scheduler: RoundRobin}}}"))
                .singleElement()
                .asString()
                .contains("AKS takes 'ipvsConfig' only with mode 'IPVS', not 'NFTABLES'");
        assertThat(problems("{networkPlugin: azure, networkPluginMode: overlay, networkDataplane: cilium,"
                        + " kubeProxyConfig: {enabled: true, mode: NFTABLES}}"))
                .singleElement()
                .asString()
                .contains("Cilium takes the place of kube-proxy");
        assertThat(problems("{networkPlugin: azure, networkPluginMode: overlay, networkDataplane: cilium,"
                        + " kubeProxyConfig: {enabled: false}}"))
                .isEmpty();
    }
}
