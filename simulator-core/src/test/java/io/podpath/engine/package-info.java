/** Tests of clock, queue, scripts and choices. */
@org.jspecify.annotations.NullMarked
package io.podpath.engine;
