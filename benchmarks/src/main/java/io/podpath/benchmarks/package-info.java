/**
 * JMH benchmarks, and the generators of the large inputs they and the whole-process measurements read.
 *
 * <p>Nothing depends on this package; {@code benchmarks/README.md} says how to run it and gives the figures.
 */
@NullMarked
package io.podpath.benchmarks;

import org.jspecify.annotations.NullMarked;
