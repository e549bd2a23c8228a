/**
 * Random rule sets and random packets, this machine's kernel against podpath.
 *
 * <p>Uses {@code lab.kernel}, {@code lab.trace} and {@code netfilter}.
 */
@NullMarked
package io.podpath.lab.fuzz;

import org.jspecify.annotations.NullMarked;
