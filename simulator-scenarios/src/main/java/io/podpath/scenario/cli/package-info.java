/**
 * The command line: verbs, options, exit codes.
 *
 * <p>Results go to standard output, everything else to standard error. Only the class of the verb that is asked for is
 * loaded, so that a short question gets a quick answer. May use every package of this module.
 */
@NullMarked
package io.podpath.scenario.cli;

import org.jspecify.annotations.NullMarked;
