/**
 * Text that machines print: lines, words with their columns, and what is wrong with them.
 *
 * <p>Shared by the readers of {@code iptables-save}, {@code ipset save} and {@code ip route}. Uses the JDK only.
 */
@NullMarked
package io.podpath.netfilter.text;

import org.jspecify.annotations.NullMarked;
