package io.podpath.scenario.lint;

import io.podpath.SimulationInput;
import io.podpath.lint.Day;
import io.podpath.lint.Finding;
import io.podpath.lint.LintInput;
import io.podpath.lint.Linter;
import io.podpath.scenario.load.Declarations;
import io.podpath.scenario.load.Location;
import io.podpath.scenario.load.Problem;
import io.podpath.scenario.load.Scenario;
import io.podpath.scenario.load.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lints the variants of a scenario; a finding they share is said once. */
public final class ScenarioLint {

    private static final Comparator<PlacedFinding> ORDER = Comparator.comparing(
                    (PlacedFinding found) -> found.location().file())
            .thenComparingInt(found -> found.location().line())
            .thenComparingInt(found -> found.location().column())
            .thenComparing(found -> found.finding().code());

    /** A finding at a place, before it is known which variants have it. */
    private record Spot(Finding finding, Location location) {}

    private final Map<String, Declarations> declarations;
    private final Day today;
    private final Map<Spot, List<String>> variantsBySpot = new LinkedHashMap<>();

    private ScenarioLint(Map<String, Declarations> declarations, Day today) {
        this.declarations = declarations;
        this.today = today;
    }

    /**
     * Lints these variants of a scenario.
     *
     * @param scenario the scenario with the variants to look at
     * @param declarations where the things of each variant were declared
     * @param problems what the reader had to say
     * @param today the day on which somebody asks
     * @throws io.podpath.aks.ModelProblemException if a variant cannot be built as declared
     */
    public static LintReport lint(
            Scenario scenario, Map<String, Declarations> declarations, List<Problem> problems, Day today) {
        return new ScenarioLint(declarations, today).lint(scenario, problems);
    }

    private LintReport lint(Scenario scenario, List<Problem> problems) {
        scenario.variants().forEach(this::lint);
        List<PlacedFinding> findings = new ArrayList<>();
        variantsBySpot.forEach((spot, variants) -> {
            boolean isShared = variants.size() == scenario.variants().size();
            findings.add(new PlacedFinding(spot.finding(), spot.location(), isShared ? List.of() : variants));
        });
        List<PlacedFinding> warnings = problems.stream()
                .flatMap(problem -> InputWarning.of(problem).stream())
                .filter(warning -> findings.stream().noneMatch(found -> InputWarning.isSaidBetter(warning, found)))
                .toList();
        findings.addAll(warnings);
        findings.sort(ORDER);
        return new LintReport(scenario.name(), findings);
    }

    private static Location place(Finding finding, Declarations declared) {
        return declared.find(finding.subject().owner(), finding.subject().part());
    }

    private void lint(Variant variant) {
        Declarations declared = declarations.get(variant.name());
        if (declared == null) {
            throw new IllegalArgumentException("nobody says where variant " + variant.name() + " was declared");
        }
        SimulationInput input = variant.input();
        LintInput lintInput = LintInput.of(input.cluster(), input.azure(), input.objects(), declared.flags(), today);
        for (Finding finding : Linter.lint(lintInput)) {
            variantsBySpot
                    .computeIfAbsent(new Spot(finding, place(finding, declared)), spot -> new ArrayList<>())
                    .add(variant.name());
        }
    }
}
