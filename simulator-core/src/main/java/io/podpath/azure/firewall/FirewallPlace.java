package io.podpath.azure.firewall;

import io.podpath.model.IpAddress;
import java.util.function.Predicate;

/**
 * Where a firewall stands.
 *
 * @param privateIp its address, the next hop of routes
 * @param instanceIp the address of its subnet under which it sends what it hides from private destinations
 * @param leavesDirectly whether the subnet's route to an address is the internet and no NAT gateway takes it over
 */
public record FirewallPlace(IpAddress privateIp, IpAddress instanceIp, Predicate<IpAddress> leavesDirectly) {}
