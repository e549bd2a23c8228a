package io.podpath.plan;

/**
 * How many nodes a cluster can have.
 *
 * @param nodes the greatest number that fits
 * @param boundBy what one node more runs out of
 */
public record MostNodes(int nodes, LimitUse boundBy) {}
