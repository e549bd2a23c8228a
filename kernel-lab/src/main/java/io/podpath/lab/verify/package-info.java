/**
 * podpath's network rebuilt from this kernel's namespaces, probes sent through both, and the comparison.
 *
 * <p>Uses the core and {@code lab.kernel}, {@code lab.trace}.
 */
@NullMarked
package io.podpath.lab.verify;

import org.jspecify.annotations.NullMarked;
