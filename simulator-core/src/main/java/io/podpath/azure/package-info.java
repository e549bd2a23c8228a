/**
 * What is around the cluster in Azure: virtual networks, route tables, network security groups, load balancers, NICs,
 * the platform's own addresses and the internet.
 *
 * <p>Records whose name ends in {@code Spec} are what a person declares; the other classes are elements a packet
 * crosses, and their configuration. Azure's fabric is closed, so the elements follow documented behaviour and say so. Uses {@code model}, {@code
 * trace} and {@code element}.
 *
 * <p>How the elements are joined; the names are those of interfaces:
 *
 * <pre>
 * node or VM -vm- NetworkInterfaceCard -fabric---nic:NAME- VirtualNetwork -peering:NAME---peering:NAME- VirtualNetwork
 *                                                          |platform |lb    |internet
 *                                                          |vnet     |vnet  |vnet:NAME
 *                                              PlatformHost    LoadBalancer | InternetEdge -host:NAME- internet host
 *                                                               |internet---|--lb
 * </pre>
 *
 * <p>A packet to an internal frontend crosses its virtual network twice, before and behind the load balancer, and floating
 * IP leaves it unchanged in between; only the interface it comes in on differs. Replies of load-balanced flows do not pass
 * the load balancer.
 */
@NullMarked
package io.podpath.azure;

import org.jspecify.annotations.NullMarked;
