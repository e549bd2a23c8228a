package io.podpath.scenario.cli;

import io.podpath.scenario.report.Palette;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** Options that every verb about scenarios understands. */
final class CommonOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (what decided), wide (every step) or json. Default: ${DEFAULT-VALUE}")
    OutputFormat output = OutputFormat.TEXT;

    @Option(names = "--seed", paramLabel = "N", description = "decides every random choice, instead of the file's seed")
    @Nullable
    Long seed;

    @Option(names = "--strict", description = "treat unknown fields as errors")
    boolean strict;

    @Option(names = "--no-color", description = "no colours; so does the variable NO_COLOR")
    boolean noColour;

    OptionalLong findSeed() {
        return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    }

    Palette palette() {
        return noColour || !Ansi.AUTO.enabled() ? Palette.PLAIN : Palette.COLOUR;
    }
}
