package io.podpath.azure.resource;

import io.podpath.azure.resource.NsgRule.Access;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.List;
import java.util.Set;

/**
 * The rules of an Azure Firewall, in collections.
 *
 * <p><i>Source:</i> Azure docs, Azure Firewall rule processing logic.
 *
 * @param dnat rules that give a port of the firewall to a machine behind it
 * @param network rules about addresses, ports and protocols
 * @param application rules about names of web and database servers
 */
public record FirewallRules(
        List<Collection<DnatRule>> dnat,
        List<Collection<NetworkRule>> network,
        List<Collection<ApplicationRule>> application) {

    /** None: everything is denied. */
    public static final FirewallRules NONE = new FirewallRules(List.of(), List.of(), List.of());

    public FirewallRules {
        dnat = List.copyOf(dnat);
        network = List.copyOf(network);
        application = List.copyOf(application);
    }

    /**
     * Rules of one kind with one priority.
     *
     * @param name its name
     * @param priority 100 to 65000, the lowest is asked first
     * @param action what happens if one of the rules matches
     * @param rules the rules
     */
    public record Collection<R>(String name, int priority, Access action, List<R> rules) {

        public Collection {
            rules = List.copyOf(rules);
        }
    }

    /**
     * A rule about addresses.
     *
     * @param name its name
     * @param protocols which transports; empty for any
     * @param sourceAddresses addresses, ranges, or {@code *}
     * @param destinationAddresses addresses, ranges, service tags, or {@code *}
     * @param destinationPorts ranges of ports; empty for any
     */
    public record NetworkRule(
            String name,
            Set<Protocol> protocols,
            List<String> sourceAddresses,
            List<String> destinationAddresses,
            List<PortRange> destinationPorts) {

        public NetworkRule {
            protocols = Set.copyOf(protocols);
            sourceAddresses = List.copyOf(sourceAddresses);
            destinationAddresses = List.copyOf(destinationAddresses);
            destinationPorts = List.copyOf(destinationPorts);
        }
    }

    /**
     * A rule about names.
     *
     * @param name its name
     * @param sourceAddresses addresses, ranges, or {@code *}
     * @param ports the ports on which the firewall looks for a name
     * @param targetFqdns names, {@code *.} for any beginning, or {@code *} for all
     * @param fqdnTags lists of names that Microsoft keeps, such as {@code AzureKubernetesService}
     */
    public record ApplicationRule(
            String name,
            List<String> sourceAddresses,
            Set<Integer> ports,
            List<String> targetFqdns,
            List<String> fqdnTags) {

        public ApplicationRule {
            sourceAddresses = List.copyOf(sourceAddresses);
            ports = Set.copyOf(ports);
            targetFqdns = List.copyOf(targetFqdns);
            fqdnTags = List.copyOf(fqdnTags);
        }
    }

    /**
     * A rule that translates the destination.
     *
     * @param name its name
     * @param protocols which transports
     * @param sourceAddresses who may use it
     * @param destinationAddress an address of the firewall
     * @param destinationPort its port
     * @param translated where to
     */
    public record DnatRule(
            String name,
            Set<Protocol> protocols,
            List<String> sourceAddresses,
            IpAddress destinationAddress,
            int destinationPort,
            TransportAddress translated) {

        public DnatRule {
            protocols = Set.copyOf(protocols);
            sourceAddresses = List.copyOf(sourceAddresses);
        }
    }
}
