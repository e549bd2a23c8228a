package io.podpath.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.podpath.model.EchoType;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.scenario.load.Expectation;
import io.podpath.scenario.run.RunResult;
import io.podpath.scenario.testing.Golden;
import io.podpath.scenario.testing.SampleRuns;
import io.podpath.scenario.testing.TraceBuilder;
import io.podpath.trace.Direction;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import io.podpath.trace.StepKind;
import io.podpath.trace.Trace;
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

    @Test
    void echoHasAnIdentifierAndNoPorts() throws IOException {
        FiveTuple tuple = FiveTuple.echo(IpAddress.parse("10.244.0.5"), IpAddress.parse("10.244.1.8"), 77);
        Trace ping = new TraceBuilder(Direction.FORWARD, Packet.echo(tuple, EchoType.REQUEST), 0)
                .hop("pod/shop/web", "eth0", 10)
                .step(StepKind.DELIVER, "echo request")
                .end(Disposition.DELIVERED, null, "pod/shop/web");
        Flow flow = new Flow(tuple, Outcome.ONE_WAY, ping, null, List.of(), ping.duration());
        RunResult run = new RunResult(
                "ping",
                "",
                List.of(SampleRuns.variant("one", SampleRuns.probe("ping", "web", flow, Expectation.NONE))),
                List.of());
        StringWriter writer = new StringWriter();

        JsonReport.write(List.of(run), writer);

        assertThat(writer.toString())
                .contains("\"echoType\" : \"request\"", "\"identifier\" : 77", "\"source\" : \"10.244.0.5\"");
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
