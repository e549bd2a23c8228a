package io.podpath.scenario.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.lint.LintRule;
import io.podpath.lint.LintRules;
import io.podpath.lint.RuleId;
import io.podpath.scenario.testing.Golden;
import io.podpath.scenario.testing.Lints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each rule and its case: a folder {@code lint/CODE} whose scenario has a variant {@code bad} that the rule finds and one
 * {@code good}, as much like it as possible, that it does not. The lines it has to point at end in {@code # <- CODE}.
 */
class LintCasesTest {

    private static final Path CASES = Golden.root().resolve("simulator-scenarios/src/test/resources/lint");

    @TestFactory
    Stream<DynamicTest> everyRuleFindsItsBadCaseAtTheMarkedLineAndNotTheGoodOne() {
        return rules().map(rule -> DynamicTest.dynamicTest(rule.code() + " " + rule.name(), () -> {
            Path folder = CASES.resolve(rule.code());

            List<PlacedFinding> found = Lints.of(folder.resolve("case.podpath.yaml")).findings().stream()
                    .filter(placed -> placed.finding().code().equals(rule.code()))
                    .toList();

            assertThat(found).extracting(LintCasesTest::place).isNotEmpty().isEqualTo(marks(folder, rule.code()));
            assertThat(found)
                    .filteredOn(placed -> !rule.equals(InputWarning.ID))
                    .allSatisfy(placed -> assertThat(placed.variants()).containsExactly("bad"));
        }));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleIsDocumentedUnderItsCodeAndName() throws IOException {
        String page = Files.readString(Golden.root().resolve("docs/lint.md"));

        return rules().map(rule -> DynamicTest.dynamicTest(
                rule.code(), () -> assertThat(page).contains("\n## " + rule.code() + " " + rule.name() + "\n")));
    }

    @Test
    void codesAndNamesAreGivenOnce() {
        assertThat(rules().map(RuleId::code)).doesNotHaveDuplicates().isSorted();
        assertThat(rules().map(RuleId::name)).doesNotHaveDuplicates();
        assertThat(rules().map(RuleId::code)).allMatch(code -> code.matches("PP[0-5]\\d\\d"));
    }

    @TestFactory
    Stream<DynamicTest> everyFindingSaysWhyWhatToDoAndWhereThatIsWritten() {
        return rules().map(rule -> DynamicTest.dynamicTest(
                rule.code(),
                () -> assertThat(Lints.of(CASES.resolve(rule.code()).resolve("case.podpath.yaml"))
                                .findings())
                        .allSatisfy(placed -> {
                            assertThat(placed.finding().what()).isNotBlank().doesNotEndWith(".");
                            assertThat(placed.finding().advice().why()).isNotBlank();
                            assertThat(placed.finding().advice().fix()).isNotBlank();
                            assertThat(placed.finding().advice().source()).isNotBlank();
                        })));
    }

    private static Stream<RuleId> rules() {
        return Stream.concat(Stream.of(InputWarning.ID), LintRules.ALL.stream().map(LintRule::id));
    }

    private static String place(PlacedFinding placed) {
        return Path.of(placed.location().file()).getFileName() + ":"
                + placed.location().line();
    }

    private static List<String> marks(Path folder, String code) throws IOException {
        List<String> marks = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.sorted().forEach(file -> {
                List<String> lines = read(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).endsWith("# <- " + code)) {
                        marks.add(file.getFileName() + ":" + (i + 1));
                    }
                }
            });
        }
        return marks;
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
