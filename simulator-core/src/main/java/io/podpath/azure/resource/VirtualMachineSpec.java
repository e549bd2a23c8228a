package io.podpath.azure.resource;

import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A machine in a virtual network that is not part of the cluster.
 *
 * @param name its name
 * @param subnet where its NIC is
 * @param privateIp its address; none to have one allocated
 * @param publicIp its own public address, if it has one
 * @param listeners the ports it listens on
 * @param nic settings of its NIC
 */
public record VirtualMachineSpec(
        String name,
        SubnetReference subnet,
        @Nullable IpAddress privateIp,
        @Nullable IpAddress publicIp,
        List<Listener> listeners,
        NicSettings nic)
        implements AzureResource {

    public VirtualMachineSpec {
        listeners = List.copyOf(listeners);
    }

    /** Its declared address. */
    public Optional<IpAddress> findPrivateIp() {
        return Optional.ofNullable(privateIp);
    }

    /** Its own public address. */
    public Optional<IpAddress> findPublicIp() {
        return Optional.ofNullable(publicIp);
    }

    /**
     * Settings of a NIC.
     *
     * @param networkSecurityGroup the name of the group attached to it, if any
     * @param ipForwarding whether it may send and receive for other addresses
     * @param zone the availability zone of the machine, or empty
     * @param applicationSecurityGroups the application security groups it is a member of
     * @param loopbackAddresses addresses the guest has on its loopback interface, as rules with floating IP need them
     * @param ipv6 the private address of its second IP configuration, if it has one
     */
    public record NicSettings(
            @Nullable String networkSecurityGroup,
            boolean ipForwarding,
            String zone,
            List<String> applicationSecurityGroups,
            List<IpAddress> loopbackAddresses,
            @Nullable IpAddress ipv6) {

        /** No group, no forwarding, no zone. */
        public static final NicSettings DEFAULT = new NicSettings(null, false, "", List.of(), List.of(), null);

        public NicSettings {
            applicationSecurityGroups = List.copyOf(applicationSecurityGroups);
            loopbackAddresses = List.copyOf(loopbackAddresses);
        }

        /** A NIC of a guest without further addresses. */
        public NicSettings(
                @Nullable String networkSecurityGroup,
                boolean ipForwarding,
                String zone,
                List<String> applicationSecurityGroups) {
            this(networkSecurityGroup, ipForwarding, zone, applicationSecurityGroups, List.of(), null);
        }

        /** The private address of its second IP configuration. */
        public Optional<IpAddress> findIpv6() {
            return Optional.ofNullable(ipv6);
        }

        /** The name of the group attached to it. */
        public Optional<String> findNetworkSecurityGroup() {
            return Optional.ofNullable(networkSecurityGroup);
        }
    }
}
