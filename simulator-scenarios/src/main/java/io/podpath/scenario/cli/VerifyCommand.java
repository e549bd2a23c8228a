package io.podpath.scenario.cli;

import io.podpath.Probe;
import io.podpath.SimulationInput;
import io.podpath.Simulator;
import io.podpath.UnknownEndpointException;
import io.podpath.aks.ModelProblemException;
import io.podpath.lab.kernel.LabException;
import io.podpath.lab.router.RandomTrials;
import io.podpath.lab.router.RouterLab;
import io.podpath.lab.verify.ProbeVerdict.Judgement;
import io.podpath.model.IpFamily;
import io.podpath.scenario.load.ExpectedProbe;
import io.podpath.scenario.load.Variant;
import io.podpath.scenario.report.VerifiedVariant;
import io.podpath.scenario.report.VerifyJson;
import io.podpath.scenario.report.VerifyText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets this machine's kernel judge what podpath says about a scenario. */
@Command(
        name = "verify",
        description = {
            "Rebuild the scenario from network namespaces of this machine, send every probe's packets through the",
            "real kernel, and compare rule by rule. Needs root, iproute2, iptables, nftables and conntrack."
        },
        footer = {
            "",
            "Examples:",
            "  podpath verify scenarios/s05-cluster-ip",
            "  podpath verify --variant kubenet --probe 'client to web' my.podpath.yaml",
            "  podpath verify --random 1000 --seed 42     random rule sets on a router instead of a scenario",
            "  podpath verify --random 1000 --family ipv6 the same with ip6tables",
            "",
            "Exit codes: 0 podpath and kernel agree, 1 they differ, 2 wrong usage or input,%n"
                    + "3 this machine cannot be the judge, 4 internal error."
        })
final class VerifyCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--probe", paramLabel = "NAME", description = "only this probe")
    private @Nullable String probe;

    @Option(
            names = {"--variant", "--model"},
            paramLabel = "NAME",
            description = "only this variant of the scenario")
    private @Nullable String variant;

    @Option(
            names = "--random",
            paramLabel = "RULESETS",
            description = "no scenario: so many random rule sets on a router, seeds from --seed (default 1) upwards")
    private int random;

    @Option(
            names = "--family",
            paramLabel = "FAMILY",
            description = "with --random: ipv4 (default), or ipv6 for rules of ip6tables")
    private @Nullable String family;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "scenario files; - reads standard input")
    private List<String> files = List.of();

    VerifyCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        if (random > 0 != files.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "name scenario files to verify, or --random RULESETS, and not both");
        }
        if (family != null && random == 0) {
            throw new ParameterException(
                    spec.commandLine(), "--family goes with --random; a probe of a scenario says its own family");
        }
        return random > 0 ? verifyRandomRules(familyOfRules()) : verifyScenarios();
    }

    private IpFamily familyOfRules() {
        if (family == null || family.equalsIgnoreCase(IpFamily.IPV4.text())) {
            return IpFamily.IPV4;
        }
        if (family.equalsIgnoreCase(IpFamily.IPV6.text())) {
            return IpFamily.IPV6;
        }
        throw new ParameterException(spec.commandLine(), "--family is ipv4 or ipv6, not '" + family + "'");
    }

    private int verifyRandomRules(IpFamily ofRules) {
        PrintWriter out = spec.commandLine().getOut();
        Optional<String> obstacle = workbench.judge().findObstacle();
        if (obstacle.isPresent()) {
            return cannotBeAsked(obstacle.get());
        }
        long seed = options.findSeed().orElse(1L);
        try (RouterLab lab = new RouterLab(ofRules)) {
            RandomTrials.Totals totals = new RandomTrials(lab).run(seed, random, difference -> {
                out.println("seed " + difference.seed() + ": " + difference.text());
                out.flush();
            });
            out.println(totals.trials() + " random rule sets, " + totals.packets() + " packets, " + totals.differences()
                    + " differences, " + totals.notSeenAgain() + " not seen again, seeds from " + seed);
            return totals.differences() == 0 ? ExitCode.AS_EXPECTED : ExitCode.UNEXPECTED;
        } catch (LabException impossible) {
            return cannotBeAsked(impossible.getMessage());
        }
    }

    private int cannotBeAsked(@Nullable String why) {
        spec.commandLine().getErr().println("podpath: this machine's kernel cannot be asked: " + why);
        return ExitCode.INCOMPLETE;
    }

    private int verifyScenarios() {
        Optional<List<ScenarioVerb.Usable>> scenarios = new ScenarioVerb(workbench, options, spec).load(files);
        if (scenarios.isEmpty()) {
            return ExitCode.WRONG_INPUT;
        }
        Optional<String> obstacle = workbench.judge().findObstacle();
        if (obstacle.isPresent()) {
            return cannotBeAsked(obstacle.get());
        }
        List<VerifiedVariant> verified = new ArrayList<>();
        try {
            for (ScenarioVerb.Usable usable : scenarios.get()) {
                for (Variant each : Variants.pick(usable.scenario(), variant, spec)) {
                    verified.add(verify(usable.scenario().name(), each));
                }
            }
        } catch (ModelProblemException | UnknownEndpointException wrong) {
            spec.commandLine().getErr().println("podpath: " + wrong.getMessage());
            return ExitCode.WRONG_INPUT;
        } catch (LabException impossible) {
            return cannotBeAsked(impossible.getMessage());
        }
        return finish(verified);
    }

    private VerifiedVariant verify(String scenario, Variant each) {
        SimulationInput declared = each.input();
        SimulationInput input = new SimulationInput(
                declared.cluster(),
                declared.azure(),
                declared.objects(),
                options.findSeed().orElse(declared.seed()));
        VerifiedVariant result = new VerifiedVariant(
                scenario, each.name(), workbench.judge().verify(Simulator.build(input), probesOf(each)));
        if (options.output != OutputFormat.JSON) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(VerifyText.print(result, options.palette()));
            out.flush();
        }
        return result;
    }

    private List<Probe> probesOf(Variant each) {
        List<Probe> all = each.probes().stream().map(ExpectedProbe::probe).toList();
        String wanted = probe;
        if (wanted == null) {
            return all;
        }
        List<Probe> named = all.stream()
                .filter(candidate -> candidate.name().equals(wanted))
                .toList();
        if (named.isEmpty()) {
            List<String> names = all.stream().map(Probe::name).toList();
            throw new ParameterException(
                    spec.commandLine(),
                    "no probe '" + wanted + "' in variant '" + each.name() + "'" + Variants.suggest(wanted, names));
        }
        return named;
    }

    private int finish(List<VerifiedVariant> verified) {
        PrintWriter out = spec.commandLine().getOut();
        if (options.output == OutputFormat.JSON) {
            VerifyJson.write(verified, out);
        } else {
            out.print(VerifyText.summary(verified));
        }
        return VerifiedVariant.count(verified, Judgement.DIFFERS) == 0 ? ExitCode.AS_EXPECTED : ExitCode.UNEXPECTED;
    }
}
