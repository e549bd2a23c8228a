/**
 * The single door to the simulator: declare a network, build it, send probes, observe flows.
 *
 * @see io.podpath.Simulator
 */
@NullMarked
package io.podpath;

import org.jspecify.annotations.NullMarked;
