/**
 * Who is connected to whom: nodes, links and the graph. The only user of JGraphT.
 *
 * <p>Uses {@code model} and {@code element}.
 */
@NullMarked
package io.podpath.topology;

import org.jspecify.annotations.NullMarked;
