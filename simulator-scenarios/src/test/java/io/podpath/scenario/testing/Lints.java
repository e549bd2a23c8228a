package io.podpath.scenario.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.lint.Day;
import io.podpath.scenario.lint.LintReport;
import io.podpath.scenario.lint.ScenarioLint;
import io.podpath.scenario.load.LoadOptions;
import io.podpath.scenario.load.LoadResult;
import io.podpath.scenario.load.ScenarioLoader;
import java.nio.file.Path;

/** Lint reports of files, on a day that stays the same. */
public final class Lints {

    /** The day. */
    public static final Day TODAY = new Day(2026, 11, 21);

    private Lints() {}

    /** What lint says about a scenario that has no error. */
    public static LintReport of(Path file) {
        LoadResult loaded = ScenarioLoader.load(file, LoadOptions.DEFAULT);
        assertThat(loaded.scenario()).as("%s", loaded.problems()).isPresent();
        return ScenarioLint.lint(loaded.scenario().orElseThrow(), loaded.declarations(), loaded.problems(), TODAY);
    }
}
