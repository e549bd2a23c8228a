/**
 * IPVS, the kernel's own load balancer: virtual servers, schedulers, connections; and how it sits in the netfilter hooks.
 *
 * <pre>
 *  client ---> VIP:port              IPVS in LOCAL_IN, after filter INPUT           real server
 *                |                        |                                            ^
 *                v                        v                                            |
 *           PREROUTING -> local route -> INPUT -x   rewritten -> LOCAL_OUT -> POSTROUTING
 *
 *  real server ---> client:  PREROUTING -> route -> FORWARD, then IPVS puts the VIP back -> POSTROUTING
 * </pre>
 *
 * <p>Uses {@code netfilter}, {@code model}, {@code trace} and {@code element}.
 */
@NullMarked
package io.podpath.ipvs;

import org.jspecify.annotations.NullMarked;
