/**
 * What the kernel's packet tracer says, as values: a packet's traversal of one namespace with the rules it matched.
 *
 * <p>Uses {@code model}.
 */
@NullMarked
package io.podpath.lab.trace;

import org.jspecify.annotations.NullMarked;
