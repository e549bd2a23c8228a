/**
 * The vocabulary of packets: addresses, prefixes, five-tuples and the packet itself.
 *
 * <p>Everything here is an immutable value checked at construction, so that a meaningless packet cannot be built. The
 * package uses the JDK only and knows nothing of networks.
 */
@NullMarked
package io.podpath.model;

import org.jspecify.annotations.NullMarked;
