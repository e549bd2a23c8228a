/**
 * Which files describe a running cluster, and the read-only commands that write them. The reader of folders knows the same
 * files. Uses nothing of podpath.
 */
@NullMarked
package io.podpath.scenario.collect;

import org.jspecify.annotations.NullMarked;
