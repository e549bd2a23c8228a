package io.podpath.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.EndpointReference;
import io.podpath.scenario.load.ExpectedProbe;
import io.podpath.scenario.load.Location;
import io.podpath.scenario.load.Problem;
import io.podpath.scenario.load.Scenario;
import io.podpath.scenario.load.Variant;
import io.podpath.scenario.testing.SampleInputs;
import io.podpath.scenario.testing.SampleNetwork;
import io.podpath.scenario.testing.SampleRuns;
import io.podpath.trace.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person types, what goes to which stream, and the exit code. */
class PodpathTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "run web, 0",
        "run denied, 0",
        "run empty, 1",
        "run web empty, 1",
        "run unknown, 3",
        "run empty unknown, 1",
        "run wbe, 2",
        "run missing.yaml, 2",
        "run broken, 4",
        "compare web, 0",
        "compare empty, 1",
        "validate web, 0",
        "validate missing.yaml, 2",
        "explain NSG_DENIED, 0",
        "explain nsg_denied, 0",
        "explain, 0",
        "explain NSG_DENY, 2",
        "trace -f web --from pod/shop/client --to service/shop/empty, 0",
        "trace -f web --from pod/shop/client --to service/shop/unknown, 3",
        "trace -f web --from pod/shop/client --to service/shop/wbe, 2",
        "trace -f web --from pod/shop/client, 2",
        "trace -f web --from client --to service/shop/web, 2",
        "trace -f web --from pod/shop/client --to service/shop/web --protocol xtp, 2",
        "trace -f web --from pod/shop/client --to service/shop/web --variant overlai, 2",
        "render iptables-save -f web --node node-0, 0",
        "render iptables-save -f web, 2",
        "render ipvs -f web --node node-0, 2",
        "run, 2",
        "run web -o yaml, 2",
        "conformance, 2",
        "conformance no-such-folder, 2",
        "jump, 2",
        "--help, 0",
        "run --help, 0",
        "--version, 0",
    })
    void exitCodeSaysHowItWent(String line, int expected) {
        assertThat(podpath(line)).as(out + "\n" + err).isEqualTo(expected);
    }

    @Test
    void noVerbIsWrongUsageWithAHint() {
        assertThat(podpath("")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString()).isEqualToNormalizingNewlines("podpath: which verb?\nTry 'podpath --help'.\n");
    }

    @Test
    void resultsGoToStandardOutputAndNothingElse() {
        podpath("run web");

        assertThat(out.toString()).contains("CONNECTED", "as expected");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void problemsGoToStandardErrorAndNothingRuns() {
        podpath("run web missing.yaml");

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("missing.yaml: no such file");
    }

    @Test
    void sameInputAndSeedGiveTheSameBytes() {
        podpath("run web empty --seed 7 -o json");
        String first = out.toString();
        out.getBuffer().setLength(0);
        podpath("run web empty --seed 7 -o json");

        assertThat(out).hasToString(first);
        assertThat(first).contains("\"seed\" : 7");
    }

    @Test
    void internalErrorIsOneLineUnlessDebugging() {
        podpath("run broken");
        assertThat(err.toString().lines())
                .containsExactly("podpath: internal error: IllegalStateException: two ends of one cable"
                        + " (--debug shows where)");

        podpath("run broken --debug");
        assertThat(err.toString()).contains("at io.podpath.scenario.testing.SampleNetwork.send");
    }

    @Test
    void everyWayIsListedOnDemand() {
        podpath("trace -f web --from pod/shop/client --to service/shop/web --all");

        assertThat(out.toString()).contains("EVERY WAY  3 ways, 2 results", "2/3     66.67 %");
    }

    @Test
    void probeThatCannotBeSentLeavesNoHalfDoneRun() {
        assertThat(podpath("run web wbe")).isEqualTo(ExitCode.WRONG_INPUT);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("did you mean");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "trace", "compare", "explain", "render", "validate", "conformance"})
    void helpOfEachVerbShowsAnExampleAndTheExitCodes(String verb) {
        podpath(verb + " --help");

        assertThat(out.toString()).contains("Examples:", "  podpath " + verb + " ", "Exit codes: 0 as expected");
    }

    @Test
    void misspeltVariantGetsASuggestion() {
        podpath("trace -f web --from pod/shop/client --to service/shop/web --variant overlai");

        assertThat(err.toString()).contains("no variant 'overlai'; did you mean 'overlay'?");
    }

    @Test
    void misspeltVerbGetsASuggestion() {
        podpath("comprae web");

        assertThat(err).hasToString("podpath: no verb 'comprae'; did you mean 'compare'?" + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource({"--version", "run --version"})
    void versionNamesTheResultContract(String line) {
        assertThat(podpath(line)).isZero();

        assertThat(out.toString()).startsWith("podpath ").contains("podpath.result/1");
    }

    @Test
    void helpNamesEveryVerb() {
        podpath("--help");

        assertThat(out.toString()).contains("run", "trace", "compare", "explain", "render", "validate");
    }

    private int podpath(String line) {
        String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");
        Workbench workbench = new Workbench(new SampleSource(), SampleNetwork::new);
        return Podpath.execute(arguments, new PrintWriter(out, true), new PrintWriter(err, true), workbench);
    }

    /** Takes the name of a file as the name of the Service that its only probe calls. */
    private static final class SampleSource implements ScenarioSource {

        @Override
        public Loaded load(String file, boolean strict) {
            if (file.endsWith(".yaml")) {
                Problem missing = new Problem(Problem.Severity.ERROR, new Location(file, 0, 0), "no such file");
                return new Loaded(Optional.empty(), List.of(missing), SampleSource::print);
            }
            Outcome outcome = file.equals("denied") ? Outcome.TIMEOUT : Outcome.CONNECTED;
            List<ExpectedProbe> probes = List.of(SampleRuns.expects(file, outcome));
            Variant variant = new Variant("overlay", SampleInputs.overlay(), probes);
            Scenario scenario = new Scenario(file, "", List.of(), List.of(variant));
            return new Loaded(Optional.of(scenario), List.of(), SampleSource::print);
        }

        @Override
        public Loaded loadCreate(String command, boolean strict) {
            return load("created", strict);
        }

        @Override
        public End parseEnd(String text) {
            String[] parts = text.split("/", -1);
            if (parts.length < 3) {
                return new End(Optional.empty(), "'" + text + "' is no end of a probe");
            }
            EndpointReference.Kind kind = EndpointReference.Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
            return new End(Optional.of(new EndpointReference(kind, parts[1], parts[2], null)), "");
        }

        private static String print(List<Problem> problems) {
            StringBuilder text = new StringBuilder();
            problems.forEach(problem -> text.append(problem.location())
                    .append(": ")
                    .append(problem.message())
                    .append('\n'));
            return text.toString();
        }
    }
}
