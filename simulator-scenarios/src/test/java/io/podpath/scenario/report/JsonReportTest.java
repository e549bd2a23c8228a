package io.podpath.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.podpath.scenario.run.RunResult;
import io.podpath.scenario.testing.Golden;
import io.podpath.scenario.testing.SampleRuns;
import io.podpath.trace.Disposition;
import io.podpath.trace.Outcome;
import io.podpath.trace.StepKind;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The JSON view is the published contract. */
class JsonReportTest {

    @Test
    void documentKeepsItsShapeAndOrder() {
        Golden.check("shop.json", print());
    }

    @Test
    void documentSatisfiesThePublishedSchema() throws IOException {
        assertThat(schema().validate(print(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void schemaNoticesWhatIsNotInTheContract() throws IOException {
        String broken = print().replaceFirst("\"outcome\" : \"CONNECTED\"", "\"outcome\" : \"HAPPY\"");

        assertThat(schema().validate(broken, InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void schemaKnowsEveryWordAndTheVersion() throws IOException {
        String text = Files.readString(Golden.root().resolve("schema/result.schema.json"));

        Stream<String> words = Stream.of(
                        Stream.of(StepKind.values()).map(StepKind::label),
                        Stream.of(Disposition.values()).map(Enum::name),
                        Stream.of(Outcome.values()).map(Enum::name),
                        Stream.of(RunResult.CONTRACT))
                .flatMap(group -> group);
        assertThat(words).allSatisfy(word -> assertThat(text).contains('"' + word + '"'));
    }

    @Test
    void noRunsAreADocumentToo() throws IOException {
        StringWriter writer = new StringWriter();
        JsonReport.write(List.of(), writer);

        assertThat(schema().validate(writer.toString(), InputFormat.JSON)).isEmpty();
    }

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(Golden.root().resolve("schema/result.schema.json")), InputFormat.JSON);
    }

    private static String print() {
        StringWriter writer = new StringWriter();
        JsonReport.write(List.of(SampleRuns.shop()), writer);
        return writer.toString();
    }
}
