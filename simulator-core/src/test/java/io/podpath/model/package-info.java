/** Addresses, tuples and packets. */
@NullMarked
package io.podpath.model;

import org.jspecify.annotations.NullMarked;
