/**
 * This machine's kernel at our service: commands, network namespaces, the processes inside them, the packet tracer.
 *
 * <p>Everything here is named after one run and removed with it. Uses {@code lab.agent} and {@code lab.trace}.
 */
@NullMarked
package io.podpath.lab.kernel;

import org.jspecify.annotations.NullMarked;
