package io.podpath.scenario.load;

import io.podpath.Probe;

/**
 * A probe and what should come of it in this variant.
 *
 * @param probe the connection to try
 * @param expectation what should come of it
 * @param location where it is declared
 */
public record ExpectedProbe(Probe probe, Expectation expectation, Location location) {}
