package io.podpath.scenario.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The linter's table of features that end: every row stands on a fact with the same day, and on the page about rules. */
class RetirementTableTest {

    private static final String TABLE = "simulator-core/src/main/resources/io/podpath/lint/retirements.txt";

    @Test
    void everyRowHasAFactThatEndsOnTheSameDay() throws IOException {
        Map<String, Object> endOf = ends();

        assertThat(rows()).hasSizeGreaterThan(10).allSatisfy(row -> {
            String fact = row.get(0).toUpperCase(Locale.ROOT) + "-RETIRES";
            assertThat(endOf).containsKey(fact);
            if (row.get(2).equals("ends")) {
                assertThat(String.valueOf(endOf.get(fact))).as("%s", fact).isEqualTo(row.get(3));
            }
        });
    }

    @Test
    void everyDayIsOnThePage() throws IOException {
        String page = Files.readString(Golden.root().resolve("docs/lint.md"));

        assertThat(rows()).allSatisfy(row -> assertThat(page).contains(row.get(3)));
    }

    @Test
    void everyRowIsSaidOnceAndSaysWhatIsDeclared() throws IOException {
        assertThat(rows()).extracting(row -> row.get(0)).doesNotHaveDuplicates();
        assertThat(rows()).allSatisfy(row -> assertThat(row.get(1)).matches("\\w+=[\\w.-]+(,\\w+=[\\w.-]+)*"));
    }

    private static List<List<String>> rows() throws IOException {
        return Files.readAllLines(Golden.root().resolve(TABLE)).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> List.of(line.split(" \\| ", -1)))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> ends() throws IOException {
        String text = Files.readString(Golden.root().resolve("docs/facts.yaml"));
        Map<String, Object> ends = new HashMap<>();
        for (Map<String, Object> fact :
                (List<Map<String, Object>>) new Load(LoadSettings.builder().build()).loadFromString(text)) {
            ends.put(String.valueOf(fact.get("id")), fact.getOrDefault("ends", ""));
        }
        return ends;
    }
}
