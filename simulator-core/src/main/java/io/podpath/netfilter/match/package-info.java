/**
 * Matches beyond those kube-proxy writes, one class for each extension of iptables.
 *
 * <p>Uses {@code netfilter}; only the reader of dumps makes them.
 */
@NullMarked
package io.podpath.netfilter.match;

import org.jspecify.annotations.NullMarked;
