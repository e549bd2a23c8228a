package io.podpath.scenario.lint;

import io.podpath.scenario.testing.Golden;
import io.podpath.scenario.testing.Lints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What lint finds in the shipped scenarios: their lesson, where that is a fault a linter can see, kubenet's end, and nothing
 * else. A scenario that is not in the list has no findings.
 */
class ShippedFindingsTest {

    @Test
    void shippedScenariosHaveTheFindingsTheyTeachAndNoOthers() throws IOException {
        String findings;
        try (Stream<Path> files = Files.walk(Golden.root().resolve("scenarios"), 2)) {
            findings = files.filter(file -> file.toString().endsWith(".podpath.yaml"))
                    .sorted()
                    .flatMap(file -> Lints.of(file).findings().stream().map(placed -> line(file, placed)))
                    .collect(Collectors.joining());
        }

        Golden.check("lint.shipped.txt", findings);
    }

    private static String line(Path file, PlacedFinding placed) {
        String scenario =
                String.valueOf(Objects.requireNonNull(file.getParent()).getFileName());
        String variants = placed.variants().isEmpty() ? "" : " (" + String.join(", ", placed.variants()) + ")";
        return scenario + " " + placed.finding().severity().text() + " "
                + placed.finding().code() + " " + placed.finding().rule().name() + ": "
                + placed.finding().subject() + variants + "\n";
    }
}
