/**
 * Runs the probes of a scenario in every variant and checks what was expected of them.
 *
 * <pre>
 * Scenario --ScenarioRunner--> RunResult > VariantResult > ProbeResult > Flow > Trace > Hop > Step
 *                                                     \-- ExpectationCheck --> Mismatch
 * </pre>
 *
 * <p>May use {@code load} and the simulator; prints nothing.
 */
@NullMarked
package io.podpath.scenario.run;

import org.jspecify.annotations.NullMarked;
