/**
 * What happened to a packet and why: steps, hops, traces, and how they end.
 *
 * <pre>
 * Trace (forward | reply)
 *   Hop (one element)
 *     Step (one decision: rule, packet before and after, rules beside it that did not apply)
 *   Disposition + Reason
 * </pre>
 *
 * <p>Uses {@code model} only. Elements write steps through a {@link io.podpath.trace.TraceRecorder}; nobody else does.
 */
@NullMarked
package io.podpath.trace;

import org.jspecify.annotations.NullMarked;
