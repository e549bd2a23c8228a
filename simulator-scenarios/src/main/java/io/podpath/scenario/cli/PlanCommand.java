package io.podpath.scenario.cli;

import io.podpath.plan.AddressingModel;
import io.podpath.plan.PlanQuestion.Operation;
import io.podpath.scenario.load.Scenario;
import io.podpath.scenario.load.Variant;
import io.podpath.scenario.report.PlanOverviewJson;
import io.podpath.scenario.report.PlanOverviewText;
import io.podpath.scenario.run.PlanOverview;
import io.podpath.scenario.run.PlanResult;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Counts addresses and source ports: what fits, what a scale-out or an upgrade needs. */
@Command(
        name = "plan",
        description = "Count addresses and source ports: how many nodes fit, what an upgrade or N nodes need, under"
                + " every networking model.",
        footer = {
            "",
            "Examples:",
            "  podpath plan my.podpath.yaml",
            "  podpath plan my.podpath.yaml --nodes 60 --upgrade      # exit code 1 if that does not fit",
            "  podpath plan --create 'az aks create -n shop --network-plugin azure --max-pods 50 --node-count 20'",
            "",
            Podpath.EXIT_CODES
        })
final class PlanCommand implements Callable<Integer> {

    private static final int MOST_NODES = 5_000;

    private final Workbench workbench;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--nodes", paramLabel = "N", description = "nodes of the whole cluster; the first pool is scaled")
    private @Nullable Integer nodes;

    @Option(names = "--upgrade", description = "the nodes asked for must leave room for an upgrade as well")
    private boolean upgrade;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "kubenet, node-subnet, pod-subnet, pod-subnet-static, overlay or byo, instead of the scenario's")
    private @Nullable String model;

    @Option(names = "--variant", paramLabel = "NAME", description = "only this variant of the scenario")
    private @Nullable String variant;

    @Option(names = "--create", paramLabel = "COMMAND", description = "an 'az aks create' command instead of a file")
    private @Nullable String create;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "a scenario file; - reads standard input")
    private @Nullable String file;

    PlanCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Optional<AddressingModel> chosen = chosenModel();
        OptionalInt asked = askedNodes();
        Optional<ScenarioVerb.Usable> usable = load();
        if (usable.isEmpty()) {
            return ExitCode.WRONG_INPUT;
        }
        Scenario scenario = usable.get().scenario();
        List<Variant> variants = Variants.pick(scenario, variant, spec);
        variants.forEach(each -> checkAgainst(each, asked));
        List<PlanOverview> overviews = variants.stream()
                .map(each -> PlanOverview.of(each, chosen, asked))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (options.output == OutputFormat.JSON) {
            PlanOverviewJson.write(scenario.name(), overviews, out);
        } else {
            String title = scenario.title().isEmpty() ? "" : ": " + scenario.title();
            out.print(PlanOverviewText.print(scenario.name() + title, overviews, options.palette()));
        }
        return overviews.stream().allMatch(this::isAsAsked) ? ExitCode.AS_EXPECTED : ExitCode.UNEXPECTED;
    }

    private Optional<ScenarioVerb.Usable> load() {
        if ((file == null) == (create == null)) {
            throw new ParameterException(spec.commandLine(), "give either a FILE or --create");
        }
        ScenarioVerb verb = new ScenarioVerb(workbench, options, spec);
        return create == null ? verb.load(String.valueOf(file)) : verb.loadCreate(create);
    }

    private Optional<AddressingModel> chosenModel() {
        if (model == null) {
            return Optional.empty();
        }
        Optional<AddressingModel> found = AddressingModel.find(model);
        if (found.isEmpty()) {
            List<String> labels = Arrays.stream(AddressingModel.values())
                    .map(AddressingModel::label)
                    .toList();
            throw new ParameterException(
                    spec.commandLine(), "no networking model '" + model + "'" + Variants.suggest(model, labels));
        }
        return found;
    }

    private OptionalInt askedNodes() {
        if (nodes == null) {
            return OptionalInt.empty();
        }
        if (nodes < 1 || nodes > MOST_NODES) {
            throw new ParameterException(
                    spec.commandLine(), "--nodes must be from 1 to " + MOST_NODES + ", not " + nodes);
        }
        return OptionalInt.of(nodes);
    }

    private void checkAgainst(Variant each, OptionalInt asked) {
        int others = each.plan().cluster().otherNodes();
        if (asked.isPresent() && asked.getAsInt() < others) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the pools that are not scaled have " + others + " nodes already, so --nodes must be at least "
                            + others);
        }
    }

    /** A number of nodes or an upgrade that is asked for must fit, and the scenario's own questions come out as it says. */
    private boolean isAsAsked(PlanOverview overview) {
        boolean isAsked = nodes != null || upgrade;
        Operation operation = upgrade ? Operation.UPGRADE : Operation.SCALE;
        return (!isAsked || overview.own().answer(operation).fits())
                && overview.questions().stream().allMatch(PlanResult::isAsExpected);
    }
}
