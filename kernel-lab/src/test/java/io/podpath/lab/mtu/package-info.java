/** Fragments and path MTU discovery: this machine's kernel against podpath. */
@NullMarked
package io.podpath.lab.mtu;

import org.jspecify.annotations.NullMarked;
