/**
 * nftables: tables of chains, sets and verdict maps that run at the hooks of a namespace, beside or instead of iptables.
 *
 * <pre>
 *  table ip kube-proxy
 *    base chain (type, hook, priority) -+-> jump, goto -> chain -> chain ...
 *                                       +-> vmap @map { key : verdict } -> chain
 *    set { key, ... }, some filled by packets, with a timeout
 * </pre>
 *
 * <p>Uses {@code model}, {@code element} and {@code netfilter}, which runs the base chains without knowing them.
 */
@NullMarked
package io.podpath.nftables;

import org.jspecify.annotations.NullMarked;
