/**
 * A router between two hosts, once on this machine's kernel and once in podpath: rules and packets that somebody chose,
 * or that chance made.
 *
 * <p>Uses {@code lab.kernel}, {@code lab.trace} and {@code netfilter}.
 */
@NullMarked
package io.podpath.lab.router;

import org.jspecify.annotations.NullMarked;
