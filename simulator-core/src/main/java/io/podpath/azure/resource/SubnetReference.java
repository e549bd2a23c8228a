package io.podpath.azure.resource;

/**
 * Names a subnet, written {@code aks-vnet/aks-subnet}.
 *
 * @param virtualNetwork the name of the virtual network
 * @param subnet the name of the subnet
 */
public record SubnetReference(String virtualNetwork, String subnet) {

    @Override
    public String toString() {
        return virtualNetwork + "/" + subnet;
    }
}
