/** Flows written by hand, and golden files, for the tests of this module. */
@NullMarked
package io.podpath.scenario.testing;

import org.jspecify.annotations.NullMarked;
