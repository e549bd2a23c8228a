package io.podpath.cni;

import io.podpath.azure.PlatformAddresses;
import io.podpath.cluster.MasqueradeConfig;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import io.podpath.netfilter.AddressTypeMatch;
import io.podpath.netfilter.HeaderMatch;
import io.podpath.netfilter.PortMatch;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Table;
import io.podpath.netfilter.Target;
import java.util.List;

/**
 * Chain {@code SWIFT-POSTROUTING}: pods of a pod subnet keep their address everywhere but at the host's DNS and at the
 * metadata service, which answer only to addresses of the node.
 *
 * <p>ip-masq-agent does not run beside it, so its ConfigMaps have no effect. <i>Does not model:</i> chain {@code SWIFT},
 * which the CNI plugin adds behind it: it has the same three conditions, so nothing reaches it.
 *
 * <p><i>Source:</i> Azure/azure-container-networking {@code cns/restserver/internalapi_linux.go} {@code
 * programSNATRules}; AKS release 2025-10-12, since when nodes with dynamic allocation have it too.
 *
 * @param podSubnet the range of the pod subnet
 * @param nodeAddress the primary address of the node
 */
record SwiftChain(Cidr podSubnet, IpAddress nodeAddress) implements SourceTranslation {

    private static final String CHAIN = "SWIFT-POSTROUTING";
    private static final int DNS_PORT = 53;
    private static final int HTTP_PORT = 80;

    @Override
    public void write(IpFamily family, List<MasqueradeConfig> configured, Ruleset.Builder rules) {
        if (family == IpFamily.IPV6) {
            return; // the host's services have addresses of IPv4 only
        }
        rules.append(Table.NAT, "POSTROUTING", Rule.of(new Target.Jump(CHAIN)));
        rules.append(Table.NAT, CHAIN, underNodeAddress(PlatformAddresses.HOST, Protocol.UDP, DNS_PORT));
        rules.append(Table.NAT, CHAIN, underNodeAddress(PlatformAddresses.HOST, Protocol.TCP, DNS_PORT));
        rules.append(Table.NAT, CHAIN, underNodeAddress(PlatformAddresses.METADATA, Protocol.TCP, HTTP_PORT));
    }

    private Rule underNodeAddress(IpAddress service, Protocol protocol, int port) {
        return Rule.of(
                HeaderMatch.from(podSubnet)
                        .withDestination(Cidr.host(service), false)
                        .withProtocol(protocol, false),
                new Target.Snat(nodeAddress),
                new AddressTypeMatch(AddressTypeMatch.Side.DESTINATION, true),
                PortMatch.to(protocol, port));
    }
}
