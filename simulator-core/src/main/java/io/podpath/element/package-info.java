/**
 * The contract of everything a packet can cross, and the elements that know no protocol.
 *
 * <p>An {@link io.podpath.element.Element} gets a packet and returns a {@link io.podpath.element.Verdict}. Time,
 * randomness and the recorder come in through the {@link io.podpath.element.ElementContext}; other state belongs to one
 * element. Uses {@code model} and {@code trace}.
 */
@NullMarked
package io.podpath.element;

import org.jspecify.annotations.NullMarked;
