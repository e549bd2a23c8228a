/**
 * The verb {@code conformance}: reads files of expected behaviour and compares them with what podpath does.
 *
 * <p>Understands {@code kube-proxy-conformance/1}: packet flows, endpoint selection, endpoint maps, chain names, rule
 * sets and conntrack clean-up. What podpath does not model yet is counted as skipped, with its reason, never as passed.
 */
@NullMarked
package io.podpath.scenario.conformance;

import org.jspecify.annotations.NullMarked;
