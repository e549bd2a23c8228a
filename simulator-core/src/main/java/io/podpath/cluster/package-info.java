/**
 * Kubernetes as the simulator sees it: nodes, pods, Services and EndpointSlices as immutable records, and what the
 * control plane does with them (expanding workloads, placing pods, allocating addresses, deriving EndpointSlices).
 *
 * <p>Uses {@code model} only. Nothing here knows about packets.
 */
@NullMarked
package io.podpath.cluster;

import org.jspecify.annotations.NullMarked;
