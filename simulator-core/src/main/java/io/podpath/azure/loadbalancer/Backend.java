package io.podpath.azure.loadbalancer;

import io.podpath.model.IpAddress;

/**
 * A member of a backend pool.
 *
 * @param nic the name of its NIC
 * @param address the primary address of that NIC
 */
public record Backend(String nic, IpAddress address) {}
