/** The shape of the code, proved: layers, bans, sizes. */
@NullMarked
package io.podpath.architecture;

import org.jspecify.annotations.NullMarked;
