/**
 * What is around the cluster in Azure: virtual networks, route tables, network security groups, load balancers, NICs,
 * the platform's own addresses and the internet.
 *
 * <p>Records whose name ends in {@code Spec} are what a person declares; the other classes are elements a packet
 * crosses. Azure's fabric is closed, so the elements follow documented behaviour and say so. Uses {@code model}, {@code
 * trace} and {@code element}.
 */
@NullMarked
package io.podpath.azure;

import org.jspecify.annotations.NullMarked;
