package io.podpath.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.SimulationInput;
import io.podpath.azure.resource.NodeResourceGroupSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.scenario.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder with what {@code az} and {@code kubectl} print about a cluster. */
class ClusterFolderTest {

    private static final Path SAMPLES = Golden.root().resolve("samples");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static SimulationInput input(Path path) {
        LoadResult result = ScenarioLoader.load(path, LoadOptions.DEFAULT);
        return result.scenario()
                .orElseThrow(() -> new AssertionError(ProblemPrinter.print(result.problems(), result.sourceLines())))
                .variants()
                .get(0)
                .input();
    }

    private static List<String> messages(Path path) {
        return ScenarioLoader.load(path, LoadOptions.DEFAULT).problems().stream()
                .map(Problem::message)
                .toList();
    }

    private void copy(String sample, String... without) throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES.resolve(sample))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
            }
        }
        for (String name : without) {
            Files.delete(folder.resolve(name));
        }
    }

    @Test
    void theClusterIsWhatAzAksShowSays() {
        SimulationInput input = input(SAMPLES.resolve("shop-overlay"));

        assertThat(input.cluster().networking().pluginMode()).isEqualTo("overlay");
        assertThat(input.cluster().findVnetSubnet()).contains(new SubnetReference("spoke", "aks"));
        assertThat(input.cluster().egress().outboundIps()).hasToString("[20.61.10.4]");
        assertThat(input.objects().nodes()).hasSize(2);
        assertThat(input.azure().virtualMachines()).extracting("name").containsExactly("erp", "jump");
    }

    @Test
    void whatAksHasMadeIsTakenAsItIs() {
        NodeResourceGroupSpec group = input(SAMPLES.resolve("shop-overlay"))
                .azure()
                .findNodeResourceGroup()
                .orElseThrow();

        assertThat(group.name()).isEqualTo("MC_rg-shop_shop_westeurope");
        assertThat(group.findSecurity().orElseThrow().findNodeNicGroup()).contains("aks-agentpool-41672011-nsg");
        assertThat(group.findLoadBalancing().orElseThrow().rules()).hasSize(1);
        assertThat(group.nodeIps()).hasSize(2);
        assertThat(messages(SAMPLES.resolve("shop-overlay")))
                .contains(
                        "the load balancer has no rule for TCP 20.61.10.6:8080, which Service shop/admin asks for; what is"
                                + " given counts, so nothing gets through there");
    }

    @Test
    void aClusterWithoutASubnetIsInTheNetworkOfItsNodeResourceGroup() {
        SimulationInput input = input(SAMPLES.resolve("lab-kubenet"));

        assertThat(input.cluster().findVnetSubnet()).contains(new SubnetReference("aks-vnet-27182818", "aks-subnet"));
        assertThat(input.cluster().egress().allocatedOutboundPorts()).isEqualTo(1024);
        assertThat(input.azure().findNodeResourceGroup().orElseThrow().routes())
                .isEqualTo(NodeResourceGroupSpec.Routes.GIVEN);
    }

    @Test
    void aMissingFileIsSomethingNotKnown() throws IOException {
        copy("shop-overlay", "nsgs.json", "load-balancers.json", "podpath.yaml");

        assertThat(messages(folder))
                .anySatisfy(message -> assertThat(message)
                        .startsWith("not in this folder, so not known:")
                        .contains("network security groups (nsgs.json)", "load balancers (load-balancers.json)"))
                .contains(
                        "'servers' uses the security group 'servers-nsg', which is not among the files; podpath goes on as"
                                + " if there were none");
        assertThat(input(folder).azure().findNodeResourceGroup().orElseThrow().findSecurity())
                .isEmpty();
    }

    @Test
    void fewFilesAreEnough() throws IOException {
        copy("shop-overlay");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!file.endsWith("pods.json")) {
                    Files.delete(file);
                }
            }
        }

        assertThat(input(folder).objects().pods()).hasSize(4);
    }

    @Test
    void aFileOfAnotherNameIsNamed() throws IOException {
        copy("lab-kubenet");
        Files.writeString(folder.resolve("nsg.json"), "[]");
        Files.writeString(folder.resolve("workloads.json"), "[]\n");

        assertThat(messages(folder))
                .contains("no file of this name belongs to a cluster's folder; passed over; did you mean 'nsgs.json'?");
    }

    @Test
    void theQuestionsMayChangeWhatWasCollected() throws IOException {
        copy("lab-kubenet", "podpath.yaml");
        Files.writeString(
                folder.resolve("podpath.yaml"),
                "variants: {today: {}, overlay: {cluster: {networkPlugin: azure, networkPluginMode: overlay}}}\n");

        LoadResult result = ScenarioLoader.load(folder, LoadOptions.DEFAULT);

        assertThat(result.scenario().orElseThrow().variants())
                .extracting(variant -> variant.input().cluster().networking().plugin())
                .containsExactly("kubenet", "azure");
    }

    @Test
    void aMistakeIsNamedWithItsPlace() throws IOException {
        copy("lab-kubenet");
        Path tables = folder.resolve("route-tables.json");
        Files.writeString(tables, Files.readString(tables).replace("\"10.224.0.4\"", "\"10.224.0.444\""));

        LoadResult result = ScenarioLoader.load(folder, LoadOptions.DEFAULT);

        assertThat(ProblemPrinter.print(result.problems(), result.sourceLines()))
                .contains(
                        "route-tables.json:", ": error: 'nextHopIpAddress' must be an IP address, not '10.224.0.444'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"type\": \"Microsoft.Network/virtualNetworks\", \"name\": \"v\"}]",
                "{\"value\": [{\"id\": \"/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/routeTables/r\"}]}",
                "{\"name\": \"v\", \"properties\": {\"addressSpace\": {}, \"subnets\": []}}"
            })
    void azureResourcesUnderOtherNamesAreSentWhereTheyBelong(String resources) throws IOException {
        Files.writeString(folder.resolve("mine.json"), resources);

        LoadResult result = ScenarioLoader.load(folder, LoadOptions.DEFAULT);

        assertThat(result.problems())
                .extracting(Problem::message)
                .containsExactly(
                        "an Azure resource, where a scenario or Kubernetes objects were expected; name the file under"
                                + " 'azure.from' of a scenario, or let 'podpath import azure --print-commands' collect a folder to run");
    }
}
