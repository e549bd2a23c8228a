/** The collecting script, run against stand-ins for az and kubectl. */
@NullMarked
package io.podpath.scenario.collect;

import org.jspecify.annotations.NullMarked;
