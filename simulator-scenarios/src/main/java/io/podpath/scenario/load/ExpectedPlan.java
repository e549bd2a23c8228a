package io.podpath.scenario.load;

import io.podpath.plan.PlanQuestion;

/**
 * A question about addresses and ports, and what should come of it in this variant.
 *
 * @param name its name
 * @param question the question
 * @param expectation what should come of it
 * @param location where it is declared
 */
public record ExpectedPlan(String name, PlanQuestion question, PlanExpectation expectation, Location location) {}
