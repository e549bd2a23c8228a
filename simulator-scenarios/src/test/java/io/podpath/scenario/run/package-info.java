@NullMarked
package io.podpath.scenario.run;

import org.jspecify.annotations.NullMarked;
