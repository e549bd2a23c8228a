@NullMarked
package io.podpath.scenario.cli;

import org.jspecify.annotations.NullMarked;
