package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.HEAD;
import static io.podpath.scenario.load.Inputs.errors;
import static io.podpath.scenario.load.Inputs.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.aks.AksCluster.NodePool;
import io.podpath.cluster.LocalDnsProfile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where LocalDNS runs, by mode, version and size. */
class LocalDnsReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "kubernetesVersion: '1.34', localDnsProfile: {mode: Required}; true",
                "kubernetesVersion: '1.34', localDnsProfile: {mode: Disabled}; false",
                "kubernetesVersion: '1.34', localDnsProfile: {mode: Preferred}; false",
                "kubernetesVersion: '1.34'; false",
                "localDnsProfile: {mode: Required}; true",
                "kubernetesVersion: 1.37.2; true",
                "kubernetesVersion: 1.37.2, localDnsProfile: {mode: Disabled}; false",
                "kubernetesVersion: 1.37.2, nodeVmSize: Standard_D2s_v5; false",
                "kubernetesVersion: 1.37.2, networkPolicy: calico; false",
                "kubernetesVersion: 1.37.2, networkPlugin: none; false",
                "sku: automatic; true"
            })
    void itRunsWhereTheModeAndTheRequirementsSay(String cluster, boolean runs) {
        NodePool pool = pools(cluster).get(0);

        assertThat(pool.findLocalDns().isPresent()).isEqualTo(runs);
        assertThat(errors(text(cluster))).isEmpty();
    }

    @Test
    void aPoolMayDifferFromTheCluster() {
        List<NodePool> pools =
                pools("localDnsProfile: {mode: Required}, nodePools: [{name: a}, {name: b, localDnsProfile:"
                        + " {mode: Disabled}}]");

        assertThat(pools.get(0).findLocalDns()).contains(LocalDnsProfile.DEFAULT);
        assertThat(pools.get(1).findLocalDns()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "kubernetesVersion: '1.30', localDnsProfile: {mode: Required}; needs Kubernetes 1.31 or later",
                "nodeVmSize: Standard_DS2_v2, localDnsProfile: {mode: Required}; Standard_DS2_v2 has 2",
                "localDnsProfile: {mode: Always}; did you mean",
                "localDnsProfile: {mode: Required, vnetDNSOverrides: {'.': {forwardDestination: ClusterCoreDNS}}};"
                        + " the root zone of vnetDNSOverrides",
                "localDnsProfile: {mode: Required, kubeDNSOverrides: {cluster.local: {forwardDestination: VnetDNS}}};"
                        + " cluster.local cannot be forwarded to VnetDNS",
                "localDnsProfile: {mode: Required, kubeDNSOverrides: {cluster.local: {serveStale: Verify}}};"
                        + " does not go with protocol 'ForceTCP'",
                "localDnsProfile: {mode: Required, kubeDNSOverrides: {x.y: {cacheSeconds: 3}}}; unknown field"
            })
    void whatAksRefusesIsAnError(String cluster, String words) {
        String expected = words.equals("did you mean") ? "Required" : words;

        assertThat(errors(text(cluster))).singleElement().asString().contains(expected);
    }

    @Test
    void preferredIsSaidToDoNothingBefore137() {
        assertThat(warnings(text("kubernetesVersion: '1.34', localDnsProfile: {mode: Preferred}")))
                .singleElement()
                .asString()
                .contains("only checks a profile of mode Preferred");
    }

    @ParameterizedTest
    @CsvSource({
        "Standard_D4s_v5,      4",
        "Standard_D2ads_v6,    2",
        "Standard_E8-4s_v5,    4",
        "Standard_B2s,         2",
        "Standard_F8s_v2,      8",
        "Standard_DS3_v2,      4",
        "Standard_D14_v2,      16",
        "Standard_NC24ads_A100_v4, 24",
        "Standard_A1_v2,       ",
        "whatever,             "
    })
    void aSizesNameTellsItsVcpus(String size, Integer vcpus) {
        if (vcpus == null) {
            assertThat(VmSize.vcpus(size)).isEmpty();
        } else {
            assertThat(VmSize.vcpus(size)).hasValue(vcpus);
        }
    }

    private static String text(String cluster) {
        return HEAD + "cluster: {" + cluster + "}\n";
    }

    private static List<NodePool> pools(String cluster) {
        return Inputs.only(text(cluster)).input().cluster().nodePools();
    }
}
