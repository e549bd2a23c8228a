package io.podpath.scenario.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Compares podpath with files of expected behaviour.
 *
 * <p>Directories are searched for YAML files of the format; files of other formats in them are passed over.
 */
public final class ConformanceRunner {

    private static final String FORMAT = "kube-proxy-conformance/1";

    private ConformanceRunner() {}

    /** Evaluates every item of the files and of the files in the directories. */
    public static ConformanceReport run(List<Path> paths) {
        List<FileResult> results = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                runDirectory(path, results);
            } else {
                runFile(path, true, results);
            }
        }
        return new ConformanceReport(results);
    }

    private static void runDirectory(Path directory, List<FileResult> results) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(Files::isRegularFile)
                    .filter(ConformanceRunner::isYaml)
                    .sorted()
                    .forEach(file -> runFile(file, false, results));
        } catch (IOException e) {
            FileResult result = new FileResult(directory.toString());
            result.fail("directory", "a directory that can be read", String.valueOf(e.getMessage()));
            results.add(result);
        }
    }

    private static boolean isYaml(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static void runFile(Path path, boolean named, List<FileResult> results) {
        FileResult result = new FileResult(path.getFileName().toString());
        try {
            String text = Files.readString(path);
            if (!named && !text.contains(FORMAT)) {
                return;
            }
            results.add(result);
            Fields file = Fields.of(new Load(LoadSettings.builder().build()).loadFromString(text));
            if (!file.text("format").equals(FORMAT)) {
                result.fail("format", FORMAT, file.find("format").orElse("none"));
                return;
            }
            evaluator(file.text("kind")).evaluate(file, result);
        } catch (IOException | YamlEngineException | IllegalArgumentException e) {
            if (!results.contains(result)) {
                results.add(result);
            }
            result.fail("file", "a file that can be read", String.valueOf(e.getMessage()));
        }
    }

    private static KindEvaluator evaluator(String kind) {
        return switch (kind) {
            case "PacketFlows" -> new PacketFlowsEvaluator();
            case "EndpointSelection" -> new EndpointSelectionEvaluator();
            case "EndpointMap" -> new EndpointMapEvaluator();
            case "ChainNames" -> new ChainNamesEvaluator();
            case "RuleSet" -> new RuleSetEvaluator();
            case "ConntrackCleanup" -> new ConntrackCleanupEvaluator();
            case "IpvsState" -> new IpvsStateEvaluator();
            default -> (file, result) -> result.fail("kind", "a kind podpath knows", kind.isEmpty() ? "none" : kind);
        };
    }
}
