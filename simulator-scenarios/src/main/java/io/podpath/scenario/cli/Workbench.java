package io.podpath.scenario.cli;

import io.podpath.SimulationInput;
import io.podpath.scenario.run.BuiltNetwork;
import java.util.function.Function;

/**
 * What verbs work with; tests put their own things here.
 *
 * @param source where scenarios come from
 * @param builder makes a network of what a scenario declares
 */
record Workbench(ScenarioSource source, Function<SimulationInput, BuiltNetwork> builder) {}
