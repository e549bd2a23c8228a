/** Scenario tests of the whole simulator, simple to hard: {@code A} pods, {@code B} Services, {@code C} Azure. */
@org.jspecify.annotations.NullMarked
package io.podpath;
