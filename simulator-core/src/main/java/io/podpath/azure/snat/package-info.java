/**
 * Source ports for outbound connections: who may use which, and which are taken.
 */
@NullMarked
package io.podpath.azure.snat;

import org.jspecify.annotations.NullMarked;
