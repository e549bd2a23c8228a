/**
 * A Linux network namespace, literally: hooks, tables, chains, rules, connection tracking with NAT, routing, sockets.
 *
 * <pre>
 *             +------------+     +---------+     +-------------+
 *  wire ----->| PREROUTING |--+->|  route  |--+->|   FORWARD   |--+--> POSTROUTING ---> wire
 *             +------------+     +---------+  |  +-------------+  |
 *                                             v                   |
 *                                           INPUT              route
 *                                             |                   ^
 *                                             v                   |
 *                                           socket ----------> OUTPUT
 * </pre>
 *
 * <p>Uses {@code model}, {@code trace} and {@code element}.
 */
@NullMarked
package io.podpath.netfilter;

import org.jspecify.annotations.NullMarked;
