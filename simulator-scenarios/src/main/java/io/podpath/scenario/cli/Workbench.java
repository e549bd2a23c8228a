package io.podpath.scenario.cli;

import io.podpath.SimulationInput;
import io.podpath.scenario.run.BuiltNetwork;
import java.util.function.Function;

/**
 * What verbs work with; tests put their own things here.
 *
 * @param source where scenarios come from
 * @param builder makes a network of what a scenario declares
 * @param judge whom {@code verify} asks
 */
record Workbench(ScenarioSource source, Function<SimulationInput, BuiltNetwork> builder, KernelJudge judge) {

    /** With this machine's kernel as judge. */
    Workbench(ScenarioSource source, Function<SimulationInput, BuiltNetwork> builder) {
        this(source, builder, KernelJudge.THIS_MACHINE);
    }
}
