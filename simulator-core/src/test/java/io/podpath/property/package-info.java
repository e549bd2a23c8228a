/** Generators of random input, and the properties that hold whatever they make. */
@org.jspecify.annotations.NullMarked
package io.podpath.property;
