package io.podpath.scenario.validate;

import io.podpath.Probe;

/**
 * A probe as far as checks care.
 *
 * @param probe the probe
 * @param failureExpected whether it is expected to fail, so that nobody need listen where it goes
 */
public record CheckedProbe(Probe probe, boolean failureExpected) {}
