package io.podpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.TestNetwork.Model;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of proofs holds what it promises: no cell is missing, and each test named there runs in its models. */
class ProofTableTest {

    private static final Path TABLE =
            Path.of(System.getProperty("podpath.root", "..")).resolve("docs/proof.md");
    private static final String CILIUM = "CIL";
    private static final Map<String, Model> MODELS = Map.of(
            "K", Model.KUBENET,
            "NS", Model.NODE_SUBNET,
            "PSd", Model.POD_SUBNET_DYNAMIC,
            "PSs", Model.POD_SUBNET_STATIC,
            "OV", Model.OVERLAY);

    /** A row about a flow: which case of it a test shows in which models. */
    private record FlowRow(String flow, String title, Set<String> models, String testClass, String method) {

        /** {@code F1 | inside the node}: without the name of the flow, which is for readers. */
        String cell() {
            return flow.substring(0, flow.indexOf(' ')) + " | " + title;
        }

        boolean isAboutCilium() {
            return models.contains(CILIUM);
        }
    }

    private static List<List<String>> rows(int columns, String firstCell) throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> Arrays.stream(line.substring(2).split(" ?\\| ?", -1))
                        .filter(cell -> !cell.isEmpty())
                        .toList())
                .filter(cells -> cells.get(0).matches(firstCell))
                .peek(cells -> assertThat(cells).hasSize(columns))
                .toList();
    }

    private static List<FlowRow> flowRows() throws IOException {
        return rows(4, "F[0-9]+ .*").stream()
                .map(cells -> new FlowRow(
                        cells.get(0),
                        cells.get(1),
                        Set.of(cells.get(2).split(" ", -1)),
                        part(cells.get(3), 1),
                        part(cells.get(3), 3)))
                .toList();
    }

    /** Of {@code `Class` `method`} the part between two of the quotes. */
    private static String part(String quoted, int quote) {
        return quoted.split("`", -1)[quote];
    }

    private static Method test(String className, String method) {
        try {
            List<Method> found = Arrays.stream(
                            Class.forName("io.podpath." + className).getDeclaredMethods())
                    .filter(candidate -> candidate.getName().equals(method))
                    .filter(candidate -> candidate.isAnnotationPresent(Test.class)
                            || candidate.isAnnotationPresent(ParameterizedTest.class))
                    .filter(candidate -> !candidate.isAnnotationPresent(Disabled.class))
                    .toList();
            assertThat(found).as("tests %s#%s", className, method).hasSize(1);
            return found.get(0);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(TABLE + " names class " + className + ", which does not exist", e);
        }
    }

    @Test
    void everyFlowHasATestForEachOfItsCasesAndModels() throws IOException {
        Map<String, Set<String>> shown = new TreeMap<>();
        for (FlowRow row : flowRows()) {
            shown.computeIfAbsent(row.cell(), cell -> new TreeSet<>()).addAll(row.models());
        }

        assertThat(shown).containsExactlyInAnyOrderEntriesOf(ProofCells.modelsByCase());
        assertThat(shown.keySet().stream()
                        .map(cell -> cell.substring(0, cell.indexOf(' ')))
                        .collect(Collectors.toSet()))
                .hasSize(20);
    }

    @Test
    void everyTestRunsInTheModelsItStandsBeside() throws IOException {
        for (FlowRow row : flowRows()) {
            Set<Model> wanted = EnumSet.noneOf(Model.class);
            row.models().stream().filter(MODELS::containsKey).map(MODELS::get).forEach(wanted::add);
            if (row.isAboutCilium()) {
                assertThat(row.testClass()).startsWith("Cilium");
                wanted.addAll(EnumSet.complementOf(EnumSet.of(Model.KUBENET)));
            } else {
                assertThat(row.testClass()).doesNotStartWith("Cilium");
            }

            assertThat(modelsOf(test(row.testClass(), row.method())))
                    .as("models of %s#%s", row.testClass(), row.method())
                    .containsAll(wanted);
        }
    }

    /** Those that its {@code @EnumSource} selects. */
    private static Set<Model> modelsOf(Method test) {
        EnumSource source = test.getAnnotation(EnumSource.class);
        assertThat(source).as("%s runs in models", test).isNotNull();
        assertThat(source.value()).isEqualTo(Model.class);
        List<String> names = List.of(source.names());
        return Arrays.stream(Model.values())
                .filter(model -> names.isEmpty() || selects(source.mode(), names, model.name()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Model.class)));
    }

    private static boolean selects(EnumSource.Mode mode, List<String> names, String model) {
        return switch (mode) {
            case INCLUDE -> names.contains(model);
            case EXCLUDE -> !names.contains(model);
            case MATCH_ALL -> names.stream().allMatch(model::matches);
            case MATCH_ANY -> names.stream().anyMatch(model::matches);
            case MATCH_NONE -> names.stream().noneMatch(model::matches);
        };
    }

    @Test
    void everyCheckHasATestOfItsNumber() throws IOException {
        Set<Integer> shown = new TreeSet<>();
        for (List<String> cells : rows(3, "[0-9]+")) {
            int number = Integer.parseInt(cells.get(0));
            String method = part(cells.get(2), 3);

            assertThat(method).startsWith("check%02d_".formatted(number));
            assertThat(test(part(cells.get(2), 1), method)).isNotNull();
            shown.add(number);
        }

        assertThat(shown)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, ProofCells.CHECKS).boxed().toList());
    }
}
