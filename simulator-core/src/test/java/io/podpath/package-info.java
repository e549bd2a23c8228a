/**
 * Scenario tests of the whole simulator: {@code F..} are the flows an expert asks about first, one class each; the
 * network of each is text, read by {@link io.podpath.TestNetwork}.
 */
@org.jspecify.annotations.NullMarked
package io.podpath;
