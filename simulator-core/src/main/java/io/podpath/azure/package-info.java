/**
 * Azure's fabric around the machines, in packages that point one way: {@code resource} (declared) below {@code route},
 * {@code security} and {@code snat} (decisions), {@code egress}, {@code firewall}, {@code loadbalancer} and {@code
 * provider}, and {@code fabric} (the elements packets walk) on top. Here is what all of them share.
 *
 * <p>Azure does not publish how its fabric works inside. Every class says what Azure documents, what podpath does, and
 * what is left out.
 */
@NullMarked
package io.podpath.azure;

import org.jspecify.annotations.NullMarked;
