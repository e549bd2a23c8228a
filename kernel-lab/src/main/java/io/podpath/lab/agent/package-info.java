/**
 * The process inside a network namespace: it listens, connects and pings with the kernel's own sockets, and is driven
 * by lines of text.
 *
 * <p>Uses the JDK alone, so that it starts fast.
 */
@NullMarked
package io.podpath.lab.agent;

import org.jspecify.annotations.NullMarked;
