package io.podpath.cni;

/** Where a networking model takes the addresses of pods from. */
public enum PodAddressSource {
    /** Every node has a range of the pod CIDR, which is not part of the virtual network. */
    POD_CIDR,
    /** Every node reserves addresses of its own subnet when it is created. */
    NODE_SUBNET,
    /** Every node holds addresses of a subnet that only pods are in. */
    POD_SUBNET
}
