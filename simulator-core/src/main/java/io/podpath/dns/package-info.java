/**
 * Names: what a resolver asks and in which order, and what the cluster's and Azure's name servers know. No packets; who
 * asks whom over the network is {@code io.podpath}'s.
 */
@NullMarked
package io.podpath.dns;

import org.jspecify.annotations.NullMarked;
