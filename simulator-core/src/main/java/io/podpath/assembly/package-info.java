/**
 * The whole network put together: nodes and pods of the plan, virtual networks, load balancers, firewalls, gateways and the
 * internet become elements of a topology, with their links.
 *
 * <p>One class per part of the network ({@code FabricAssembly}, {@code LoadBalancerAssembly}, {@code HybridAssembly} ...);
 * the door is {@link io.podpath.assembly.AksNetworkBuilder}. No packet logic lives here. May use every package of the core
 * but {@code lint}, {@code plan} and the simulator itself.
 */
@NullMarked
package io.podpath.assembly;

import org.jspecify.annotations.NullMarked;
