package io.podpath.scenario.cli;

import io.podpath.scenario.load.EndpointReferences;
import io.podpath.scenario.load.LoadOptions;
import io.podpath.scenario.load.LoadResult;
import io.podpath.scenario.load.Location;
import io.podpath.scenario.load.Problem;
import io.podpath.scenario.load.ProblemPrinter;
import io.podpath.scenario.load.ScenarioLoader;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Scenarios from files and standard input. */
final class FileScenarioSource implements ScenarioSource {

    private static final Location COMMAND_LINE = new Location("command line", 0, 0);

    @Override
    public Loaded load(String file, boolean strict) {
        Reader stdin = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        LoadResult result = ScenarioLoader.load(Path.of(file), new LoadOptions(strict, stdin));
        return new Loaded(
                result.scenario(), result.problems(), problems -> ProblemPrinter.print(problems, result.sourceLines()));
    }

    @Override
    public End parseEnd(String text) {
        EndpointReferences.Parsed parsed = EndpointReferences.parse(text, COMMAND_LINE);
        return new End(
                parsed.reference(), parsed.problem().map(Problem::message).orElse(""));
    }
}
