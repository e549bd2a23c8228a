/**
 * Address and port arithmetic: how many nodes fit, what a scale-out or an upgrade needs, how many source ports a node
 * has. No packets.
 *
 * <pre>
 * PlannedCluster + PlanQuestion --Planner--&gt; PlanAnswer: LimitUse... , MostNodes, SnatPorts, BatchAllocation
 * </pre>
 */
@NullMarked
package io.podpath.plan;

import org.jspecify.annotations.NullMarked;
