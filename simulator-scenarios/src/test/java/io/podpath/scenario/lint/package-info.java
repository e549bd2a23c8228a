/** Every rule of the linter with an input it finds and one it does not, and what it finds in shipped scenarios. */
@NullMarked
package io.podpath.scenario.lint;

import org.jspecify.annotations.NullMarked;
