package io.podpath.scenario.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.podpath.EndpointReference;
import io.podpath.scenario.load.LoadOptions;
import io.podpath.scenario.load.LoadResult;
import io.podpath.scenario.load.Scenario;
import io.podpath.scenario.load.ScenarioLoader;
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

/** The copy of a folder: what goes through, and what never does. */
class FolderRedactionTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    private String copy(String sample, String key) throws IOException {
        Path target = temporary.resolve(sample + key);
        FolderRedaction.of(Golden.root().resolve("samples").resolve(sample), RedactionKey.of(key))
                .writeTo(target);
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(target)) {
            for (Path file : files.sorted().toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop-overlay", "lab-kubenet"})
    void noNameAddressOrSecretOfTheOriginalIsLeft(String sample) throws IOException {
        assertThat(copy(sample, "k").lines().map(String::strip))
                .noneMatch(line -> List.of(
                                "not-for-anybody",
                                "DB_PASSWORD",
                                "shop",
                                "echo",
                                "spoke",
                                "erp",
                                "00000000-1111",
                                "99999999-8888",
                                "shopsql",
                                "20.61.10.",
                                "52.169.20.",
                                "10.20.",
                                "41672011",
                                "27182818",
                                "shop-team",
                                "registry",
                                "etag",
                                "uid")
                        .stream()
                        .anyMatch(line::contains));
    }

    @Test
    void theKeyDecidesAndNothingElse() throws IOException {
        String once = copy("shop-overlay", "k");
        Path again = temporary.resolve("again");
        FolderRedaction.of(Golden.root().resolve("samples/shop-overlay"), RedactionKey.of("k"))
                .writeTo(again);

        assertThat(once).contains(Files.readString(again.resolve("nsgs.json")));
        assertThat(copy("shop-overlay", "other")).isNotEqualTo(once);
    }

    @Test
    void unknownFieldsAreLeftOut() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("in"));
        Files.writeString(folder.resolve("nsgs.json"), """
                [{"name": "guard", "secretNote": "top", "tags": {"team": "blue"}, "properties": {"securityRules":
                  [{"name": "r", "description": "for Bob", "protocol": "Tcp and more words", "priority": 100}]}}]
                """);
        FolderRedaction.of(folder, RedactionKey.of("k")).writeTo(temporary.resolve("out"));

        assertThat(Files.readString(temporary.resolve("out/nsgs.json")))
                .doesNotContain("top", "blue", "Bob", "guard", "more words")
                .contains("\"priority\" : 100", "\"securityRules\"", "\"protocol\" : null");
    }

    @Test
    void aPodStillNamesItsEgressGatewayAndTheGatewayItsPool() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("gateways"));
        Files.writeString(folder.resolve("static-gateways.json"), """
                {"items": [{"kind": "StaticGatewayConfiguration", "metadata": {"name": "partner"},
                  "spec": {"gatewayNodepoolName": "gwpool", "excludeCidrs": ["10.9.0.0/16"], "provisionPublicIps": true},
                  "status": {"egressIpPrefix": "20.9.8.0/31"}}]}
                """);
        Files.writeString(folder.resolve("pods.json"), """
                {"items": [{"metadata": {"name": "p", "annotations":
                  {"kubernetes.azure.com/static-gateway-configuration": "partner", "note": "for Bob"}}}]}
                """);
        Files.writeString(folder.resolve("cluster.json"), """
                {"agentPoolProfiles": [{"name": "gwpool", "mode": "Gateway", "gatewayProfile": {"publicIpPrefixSize": 31}}]}
                """);
        FolderRedaction redaction = FolderRedaction.of(folder, RedactionKey.of("k"));
        Path copy = temporary.resolve("copy-of-gateways");
        redaction.writeTo(copy);

        assertThat(Files.readString(copy.resolve("pods.json")))
                .contains("\"kubernetes.azure.com/static-gateway-configuration\" : \"" + redaction.name("partner"))
                .doesNotContain("Bob");
        assertThat(Files.readString(copy.resolve("static-gateways.json")))
                .contains("\"name\" : \"" + redaction.name("partner"))
                .contains("\"gatewayNodepoolName\" : \"" + redaction.name("gwpool"))
                .contains("\"provisionPublicIps\" : true")
                .doesNotContain("20.9.8.0", "10.9.0.0");
        assertThat(Files.readString(copy.resolve("cluster.json")))
                .contains(redaction.name("gwpool"))
                .contains("\"publicIpPrefixSize\" : 31");
    }

    @Test
    void brokenJsonIsNamedWithItsPlace() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("broken"));
        Files.writeString(folder.resolve("nsgs.json"), "[{\"name\": }]");

        assertThat(catchThrowable(() -> FolderRedaction.of(folder, RedactionKey.of("k"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nsgs.json:1:")
                .hasMessageContaining("not valid JSON");
    }

    /** The copy is a scenario of the same shape, with every pod and machine of the original under its new name. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c", "d", "e", "f"})
    void theCopyHoldsTheSameNetwork(String key) throws IOException {
        Path original = Golden.root().resolve("samples/shop-overlay");
        FolderRedaction redaction = FolderRedaction.of(original, RedactionKey.of(key));
        Path target = temporary.resolve("copy");
        redaction.writeTo(target);

        Scenario before = scenario(original);
        Scenario after = scenario(target);
        assertThat(after.variants().get(0).input().azure().virtualMachines())
                .extracting(vm -> vm.name())
                .containsExactlyElementsOf(before.variants().get(0).input().azure().virtualMachines().stream()
                        .map(vm -> redaction.name(vm.name()))
                        .toList());
        EndpointReference from =
                before.variants().get(0).probes().get(0).probe().from();
        assertThat(after.variants().get(0).input().objects().pods())
                .extracting(pod -> pod.name().name())
                .contains(redaction.name(from.name()));
    }

    private static Scenario scenario(Path folder) {
        LoadResult result = ScenarioLoader.load(folder, LoadOptions.DEFAULT);
        return result.scenario().orElseThrow(() -> new AssertionError(result.problems()));
    }
}
