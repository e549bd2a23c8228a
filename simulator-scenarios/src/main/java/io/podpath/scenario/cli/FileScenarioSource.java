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
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Scenarios from files and standard input. */
final class FileScenarioSource implements ScenarioSource {

    private static final int CREATE_INDENT = 4;

    private static final Location COMMAND_LINE = new Location("command line", 0, 0);

    @Override
    public Loaded load(String file, boolean strict) {
        Reader stdin = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        return loaded(Path.of(file), new LoadOptions(strict, stdin));
    }

    @Override
    public Loaded loadCreate(String command, boolean strict) {
        String text = "apiVersion: podpath/v1\nkind: Scenario\nmetadata: {name: create}\ncluster:\n  create: |\n"
                + command.strip().indent(CREATE_INDENT);
        return loaded(Path.of("-"), new LoadOptions(strict, new StringReader(text)));
    }

    private static Loaded loaded(Path file, LoadOptions options) {
        LoadResult result = ScenarioLoader.load(file, options);
        return new Loaded(
                result.scenario(),
                result.problems(),
                problems -> ProblemPrinter.print(problems, result.sourceLines()),
                result.declarations());
    }

    @Override
    public End parseEnd(String text) {
        EndpointReferences.Parsed parsed = EndpointReferences.parse(text, COMMAND_LINE);
        return new End(
                parsed.reference(), parsed.problem().map(Problem::message).orElse(""));
    }
}
