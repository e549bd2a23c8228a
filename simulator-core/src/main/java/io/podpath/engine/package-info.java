/**
 * The discrete-event engine: one clock in nanoseconds, one queue whose ties go by serial number, one seed.
 *
 * <p>Knows elements only as {@link io.podpath.element.Element}. Uses {@code model}, {@code trace}, {@code element} and
 * {@code topology}.
 */
@NullMarked
package io.podpath.engine;

import org.jspecify.annotations.NullMarked;
