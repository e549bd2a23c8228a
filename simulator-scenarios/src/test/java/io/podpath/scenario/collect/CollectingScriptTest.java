package io.podpath.scenario.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.load.LoadOptions;
import io.podpath.scenario.load.LoadResult;
import io.podpath.scenario.load.ScenarioLoader;
import io.podpath.scenario.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that collects a cluster: what it runs, and that the reader knows what it writes. */
class CollectingScriptTest {

    private static final String SCRIPT = new CollectingScript("sub", "rg shop's", "shop", List.of("hub")).text();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    /** Stands in for az: answers about the cluster as the sample does, and lists nothing but one of each container. */
    private static final String AZ = """
            #!/bin/sh
            echo "az $*" >>"$CALLS"
            case "$*" in
                *nodeResourceGroup*) echo MC_rg-shop_shop_westeurope ;;
                *agentPoolProfiles*) echo /subscriptions/s/resourceGroups/rg-network/providers/x ;;
                "aks show "*) cat "$SAMPLE/cluster.json" ;;
                "network firewall policy list "*tsv) echo policy-1 ;;
                "network private-dns zone list "*tsv) echo zone-1 ;;
                "network alb list "*tsv) echo alb-1 ;;
                "vmss list "*tsv) echo set-1 ;;
                "network local-gateway "*) echo "no right" >&2; exit 3 ;;
                *) echo '[]' ;;
            esac
            """;

    private static final String KUBECTL = """
            #!/bin/sh
            echo "kubectl $*" >>"$CALLS"
            case "$*" in
                "get configmap "*) ;;
                *) echo '{"apiVersion": "v1", "kind": "List", "items": []}' ;;
            esac
            """;

    private Path collect() throws IOException, InterruptedException {
        Path tools = Files.createDirectory(temporary.resolve("tools"));
        for (List<String> tool : List.of(List.of("az", AZ), List.of("kubectl", KUBECTL))) {
            Path file = Files.writeString(tools.resolve(tool.get(0)), tool.get(1));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path script = Files.writeString(temporary.resolve("collect.sh"), SCRIPT);
        Path folder = temporary.resolve("a cluster");
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString(), folder.toString());
        builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
        builder.environment().put("CALLS", temporary.resolve("calls").toString());
        builder.environment()
                .put(
                        "SAMPLE",
                        Golden.root()
                                .resolve("samples/shop-overlay")
                                .toAbsolutePath()
                                .toString());
        builder.redirectErrorStream(true)
                .redirectOutput(temporary.resolve("said").toFile());
        int code = builder.start().waitFor();
        assertThat(code).as(Files.readString(temporary.resolve("said"))).isZero();
        return folder;
    }

    @Test
    void everyFileTheReaderKnowsIsWrittenAndEveryWrittenFileIsRead() throws IOException, InterruptedException {
        Path folder = collect();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    CollectedFile.names().stream().filter(name -> !name.equals("local-gateways.json")),
                                    Stream.of("local-gateways.json.log"))
                            .toList());
        }
        assertThat(Files.readString(temporary.resolve("said"))).contains("not collected: local-gateways.json");
        Files.delete(folder.resolve("local-gateways.json.log"));
        LoadResult result = ScenarioLoader.load(folder, LoadOptions.DEFAULT);
        assertThat(result.problems())
                .extracting(problem -> problem.message())
                .noneMatch(message -> message.contains("no file of this name"))
                .anyMatch(message -> message.contains("local network gateways (local-gateways.json)"));
    }

    @Test
    void everyCommandOnlyReads() throws IOException, InterruptedException {
        collect();

        assertThat(Files.readAllLines(temporary.resolve("calls")))
                .hasSizeGreaterThan(CollectedFile.values().length)
                .allMatch(call -> call.matches("az .*\\b(show|list|list-instance-public-ips) .*|kubectl get .*"))
                .noneMatch(call -> call.toLowerCase(Locale.ROOT).contains("secret"))
                .anyMatch(call -> call.startsWith("az network nsg list --resource-group rg shop's "))
                .anyMatch(call -> call.startsWith("az network nsg list --resource-group rg-network "))
                .anyMatch(call -> call.startsWith("az network nsg list --resource-group hub "))
                .anyMatch(call -> call.contains("vmss nic list") && call.contains("--vmss-name set-1"))
                .anyMatch(call -> call.contains("association list") && call.contains("--alb-name alb-1"))
                .anyMatch(call -> call.contains("record-set list") && call.contains("--zone-name zone-1"));
    }

    @Test
    void theScriptIsForEveryPosixShell() {
        assertThat(SCRIPT).startsWith("#!/bin/sh\n").contains("\nset -eu\n", "resource_group='rg shop'\\''s'");
        assertThat(SCRIPT.lines())
                .noneMatch(Pattern.compile("\\[\\[|\\blocal |\\bfunction ").asPredicate());
    }
}
