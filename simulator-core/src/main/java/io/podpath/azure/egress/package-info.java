/**
 * Ways out of a virtual network that translate: NAT gateways and default outbound access. The load balancer's outbound
 * rule and the firewall have packages of their own; {@code azure.fabric} decides which of them a packet takes.
 */
@NullMarked
package io.podpath.azure.egress;

import org.jspecify.annotations.NullMarked;
