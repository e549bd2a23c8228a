@NullMarked
package io.podpath.scenario.report;

import org.jspecify.annotations.NullMarked;
