/**
 * The elements that carry packets: NICs, virtual networks, the internet edge, platform hosts; and how they are joined. The
 * names are those of interfaces:
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
package io.podpath.azure.fabric;

import org.jspecify.annotations.NullMarked;
