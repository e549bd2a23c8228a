/**
 * Named sets of addresses, ports and interfaces, as {@code ipset} keeps them and {@code -m set} asks them.
 *
 * <p>Uses {@code model} and {@code netfilter.text}.
 */
@NullMarked
package io.podpath.netfilter.ipset;

import org.jspecify.annotations.NullMarked;
