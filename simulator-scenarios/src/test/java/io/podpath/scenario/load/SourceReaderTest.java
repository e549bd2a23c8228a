package io.podpath.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** YAML and JSON become the same tree, and what is wrong with either is said in words. */
class SourceReaderTest {

    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    @Test
    void yamlAndJsonBecomeTheSameTree() {
        String yaml = "a: text\nb: [1, 2.5, true, null]\nc: {d: '7'}\n";
        String json = "{\"a\": \"text\", \"b\": [1, 2.5, true, null], \"c\": {\"d\": \"7\"}}";

        assertThat(shape(read("x.yaml", yaml).get(0)))
                .isEqualTo(shape(read("x.json", json).get(0)))
                .isEqualTo("{a=TEXT:text, b=[INTEGER:1, DECIMAL:2.5, BOOLEAN:true, NULL], c={d=TEXT:7}}");
    }

    @Test
    void everyValueKnowsItsLineAndColumn() {
        MappingNode yaml =
                (MappingNode) read("x.yaml", "# note\na:\n  b: [x,\n   y]\n").get(0);
        MappingNode json =
                (MappingNode) read("x.json", "{\n \"a\":\n  [1, \"y\"]}").get(0);

        assertThat(yaml.locationOf("a")).hasToString("x.yaml:2:1");
        SequenceNode list = (SequenceNode)
                ((MappingNode) yaml.find("a").orElseThrow()).find("b").orElseThrow();
        assertThat(list.items().get(1).location()).hasToString("x.yaml:4:4");
        assertThat(json.locationOf("a")).hasToString("x.json:2:2");
        SequenceNode items = (SequenceNode) json.find("a").orElseThrow();
        assertThat(items.items().get(1).location()).hasToString("x.json:3:7");
    }

    @Test
    void plainScalarsFollowTheCoreSchema() {
        assertThat(shape(read("x.yaml", "[yes, no, 0x1f, 0o17, 007, 1e3, ~, '', !!str 5, 1.2.3, 10.0.0.0/16, .inf]\n")
                        .get(0)))
                .isEqualTo("[TEXT:yes, TEXT:no, INTEGER:0x1f, INTEGER:0o17, INTEGER:007, DECIMAL:1e3, NULL, TEXT:,"
                        + " TEXT:5, TEXT:1.2.3, TEXT:10.0.0.0/16, DECIMAL:.inf]");
    }

    @Test
    void aKeyWrittenTwiceIsAnError() {
        read("x.yaml", "a: 1\nb: 2\na: 3\n");
        read("x.json", "{\"a\": 1,\n \"a\": 2}");

        assertThat(messages())
                .containsExactly(
                        "x.json:2:2: the key 'a' is here twice (first on line 1)",
                        "x.yaml:3:1: the key 'a' is here twice (first on line 1)");
    }

    @Test
    void tabsAreNamedAsTheCause() {
        assertThat(read("x.yaml", "a:\n\tb: 1\n")).isEmpty();

        assertThat(messages()).containsExactly("x.yaml:2:1: a tab cannot indent YAML; use spaces");
    }

    @Test
    void brokenSyntaxIsOneErrorAtItsPlace() {
        read("x.yaml", "a: [1, 2\nb: 3\n");
        read("x.json", "{\"a\": 1,\n \"b\" 2}");

        assertThat(messages())
                .hasSize(2)
                .anySatisfy(message -> assertThat(message).startsWith("x.yaml:2:2: not valid YAML: "))
                .anySatisfy(message -> assertThat(message).startsWith("x.json:2:6: not valid JSON: "));
    }

    @Test
    void documentsBeforeABrokenOneAreStillRead() {
        assertThat(read("x.yaml", "a: 1\n---\nb: 2\n---\n{")).hasSize(2);
        assertThat(messages()).hasSize(1);
    }

    @Test
    void anAliasBombIsStoppedEarly() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i))
                    .append("*a%d, ".formatted(i - 1).repeat(10))
                    .append("]\n");
        }

        assertThat(read("x.yaml", bomb.toString())).isEmpty();

        assertThat(messages()).containsExactly("x.yaml:6:45: aliases expand to more than 1000000 values");
    }

    @Test
    void anAliasMustNameSomethingBeforeItThatIsNotItself() {
        read("x.yaml", "a: &a [*a]\n");
        read("y.yaml", "a: *b\n");

        assertThat(messages())
                .containsExactly(
                        "x.yaml:1:8: the alias '*a' refers to itself",
                        "y.yaml:1:4: the alias '*b' has no anchor before it");
    }

    @Test
    void mergeKeysFillInWhatIsMissing() {
        assertThat(shape(read("x.yaml", "base: &b {x: 1, y: 2}\nuse: {<<: *b, y: 3}\n")
                        .get(0)))
                .isEqualTo("{base={x=INTEGER:1, y=INTEGER:2}, use={y=INTEGER:3, x=INTEGER:1}}");
    }

    @Test
    void deepNestingIsAnErrorInBothFormats() {
        read("x.yaml", "[".repeat(5000));
        read("x.json", "[".repeat(5000));

        assertThat(messages()).hasSize(2);
        assertThat(messages().get(1)).contains("nested deeper than 200 levels");
    }

    @Test
    void jsonIsToldByItsFirstCharacterWhereTheNameDoesNotSay() {
        assertThat(read("-", " {\"a\": 1}")).hasSize(1);
        assertThat(read("-", "{a: 1}")).hasSize(1);
        assertThat(messages()).isEmpty();
    }

    @Test
    void itemsOfAListComeOneByOneAndWithoutBookkeeping() {
        String json =
                "{\"apiVersion\": \"v1\", \"items\": [{\"kind\": \"A\", \"metadata\": {\"managedFields\": [{\"x\": 1}],"
                        + " \"labels\": {\"env\": \"prod\"}}}, {\"kind\": \"B\"}], \"kind\": \"List\"}";
        String yaml = """
                apiVersion: v1
                items:
                - kind: A
                  metadata:
                    managedFields:
                    - x: 1
                    labels:
                      env: prod
                - kind: B
                kind: List
                """;

        for (String text : List.of(json, yaml)) {
            assertThat(readTrimmed(text).stream().map(SourceReaderTest::shape))
                    .containsExactly(
                            "{kind=TEXT:A, metadata={managedFields=SKIPPED:, labels={env=TEXT:prod}}}",
                            "{kind=TEXT:B}");
        }
    }

    @Test
    void utf16WithAByteOrderMarkIsReadAsPowerShellWritesIt() throws IOException {
        byte[] bytes = "\uFEFFa: 1\n".getBytes(StandardCharsets.UTF_16LE);
        Path file = Files.write(folder.resolve("x.yaml"), bytes);
        List<SourceNode> documents = new ArrayList<>();

        new SourceReader(problems, SourceReader.Trimming.NONE).read(SourceFile.of(file), documents::add);

        assertThat(documents).hasSize(1);
        assertThat(problems.list()).isEmpty();
    }

    private List<SourceNode> read(String name, String text) {
        List<SourceNode> documents = new ArrayList<>();
        new SourceReader(problems, SourceReader.Trimming.NONE).read(SourceFile.ofText(name, text), documents::add);
        return documents;
    }

    private List<SourceNode> readTrimmed(String text) {
        List<SourceNode> documents = new ArrayList<>();
        new SourceReader(problems, SourceReader.Trimming.KUBERNETES).read(SourceFile.ofText("-", text), documents::add);
        return documents;
    }

    private List<String> messages() {
        return problems.list().stream()
                .map(problem -> problem.location() + ": " + problem.message())
                .toList();
    }

    private static String shape(SourceNode node) {
        if (node instanceof MappingNode mapping) {
            return mapping.listFields().stream()
                    .map(field -> field.name() + "=" + shape(field.value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.items().stream().map(SourceReaderTest::shape).collect(Collectors.joining(", ", "[", "]"));
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.isNull() ? "NULL" : scalar.type() + ":" + scalar.text();
    }
}
