package io.podpath.scenario.validate;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.OnPremisesSpec;
import io.podpath.azure.resource.PeeringSpec;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualNetworkGatewaySpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.scenario.schema.Suggestion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gateways, who uses them, and the networks outside.
 *
 * <p><i>Source:</i> Azure docs, About VPN Gateway configuration settings (gateway subnet); Virtual network traffic routing
 * (what must not be done to it); Create, change, or delete a virtual network peering (transit).
 */
final class GatewayChecks {

    private final AzureEnvironment azure;
    private final Findings findings;

    GatewayChecks(AzureEnvironment azure, Findings findings) {
        this.azure = azure;
        this.findings = findings;
    }

    void run() {
        Set<String> names = new HashSet<>();
        Set<String> kinds = new HashSet<>();
        for (VirtualNetworkGatewaySpec gateway : azure.gateways()) {
            Subject subject = Subject.azure("gateway", gateway.name());
            if (!names.add(gateway.name())) {
                findings.error(subject, "there are two of the name '" + gateway.name() + "'");
            }
            if (!kinds.add(gateway.virtualNetwork() + "/" + gateway.kind())) {
                findings.error(
                        subject.part("gatewayType"),
                        "'" + gateway.virtualNetwork() + "' has a gateway of type "
                                + gateway.kind().text() + " already");
            }
            checkPlace(gateway, subject);
        }
        azure.virtualNetworks().forEach(this::checkTransit);
        checkSites();
    }

    private void checkPlace(VirtualNetworkGatewaySpec gateway, Subject subject) {
        Optional<VirtualNetworkSpec> network =
                NamedNetwork.find(gateway.virtualNetwork(), subject.part("vnet"), azure, findings);
        if (network.isEmpty()) {
            return;
        }
        Optional<SubnetSpec> subnet = network.get().subnets().stream()
                .filter(candidate -> candidate.name().equals(VirtualNetworkGatewaySpec.SUBNET))
                .findFirst();
        if (subnet.isEmpty()) {
            findings.error(
                    subject.part("vnet"),
                    "'" + gateway.virtualNetwork() + "' has no subnet of the name '" + VirtualNetworkGatewaySpec.SUBNET
                            + "', where a gateway stands");
        }
        subnet.flatMap(found -> found.settings().findRouteTable())
                .flatMap(name -> azure.find(RouteTableSpec.class, name))
                .ifPresent(table -> checkTable(table, gateway));
    }

    private void checkTable(RouteTableSpec table, VirtualNetworkGatewaySpec gateway) {
        Subject subject = Subject.azure("routeTable", table.name());
        if (!table.propagatesGatewayRoutes()) {
            findings.error(
                    subject.part("disableBgpRoutePropagation"),
                    "the gateway '" + gateway.name() + "' does not work with propagation disabled on "
                            + VirtualNetworkGatewaySpec.SUBNET);
        }
        table.routes().stream()
                .filter(route -> route.addressPrefix().prefixLength() == 0)
                .forEach(route -> findings.warning(
                        subject.part(route.name()),
                        "a route for " + route.addressPrefix() + " on " + VirtualNetworkGatewaySpec.SUBNET
                                + " can keep the gateway '" + gateway.name() + "' from working"));
    }

    private boolean hasGateway(String network) {
        return azure.gateways().stream()
                .anyMatch(gateway -> gateway.virtualNetwork().equals(network));
    }

    private void checkTransit(VirtualNetworkSpec network) {
        Subject subject = Subject.azure("vnet", network.name()).part("peerings");
        List<PeeringSpec> remote = network.peerings().stream()
                .filter(PeeringSpec::useRemoteGateways)
                .toList();
        if (remote.size() > 1) {
            findings.error(subject, "only one peering of '" + network.name() + "' may have useRemoteGateways");
        }
        for (PeeringSpec peering : remote) {
            if (hasGateway(network.name())) {
                findings.error(subject, "'" + network.name() + "' has a gateway of its own and cannot use remote ones");
            }
            boolean isLent = azure.find(VirtualNetworkSpec.class, peering.remote())
                    .flatMap(hub -> hub.findPeering(network.name()))
                    .filter(PeeringSpec::allowGatewayTransit)
                    .isPresent();
            if (!hasGateway(peering.remote()) || !isLent) {
                findings.error(
                        subject,
                        "useRemoteGateways needs a gateway in '" + peering.remote()
                                + "' and allowGatewayTransit on its side of the peering");
            }
        }
    }

    private void checkSites() {
        Set<String> names = new HashSet<>();
        Map<String, String> hostByName = new HashMap<>();
        Map<IpAddress, String> hostByAddress = new HashMap<>();
        List<String> gateways =
                azure.gateways().stream().map(VirtualNetworkGatewaySpec::name).toList();
        for (OnPremisesSpec site : azure.onPremises()) {
            Subject subject = Subject.azure("onPrem", site.name());
            if (!names.add(site.name())) {
                findings.error(subject, "there are two of the name '" + site.name() + "'");
            }
            if (!gateways.contains(site.gateway())) {
                findings.error(
                        subject.part("gateway"),
                        "there is no gateway '" + site.gateway() + "'"
                                + Suggestion.didYouMean(site.gateway(), gateways));
            }
            checkRanges(site, subject.part("prefixes"));
            for (OnPremisesSpec.Host host : site.hosts()) {
                checkHost(host, site, hostByName, hostByAddress);
            }
        }
    }

    private void checkRanges(OnPremisesSpec site, Subject subject) {
        for (Cidr prefix : site.prefixes()) {
            azure.virtualNetworks().stream()
                    .filter(network -> prefix.prefixLength() > 0)
                    .filter(network -> network.addressPrefixes().stream().anyMatch(prefix::overlaps))
                    .forEach(network -> findings.warning(
                            subject,
                            prefix + " overlaps virtual network '" + network.name()
                                    + "', whose own routes win against learned ones"));
            azure.onPremises().stream()
                    .filter(other -> other.name().compareTo(site.name()) < 0)
                    .filter(other -> other.gateway().equals(site.gateway()))
                    .filter(other -> other.prefixes().contains(prefix))
                    .forEach(other ->
                            findings.error(subject, "site '" + other.name() + "' advertises " + prefix + " as well"));
        }
    }

    private void checkHost(
            OnPremisesSpec.Host host,
            OnPremisesSpec site,
            Map<String, String> hostByName,
            Map<IpAddress, String> hostByAddress) {
        Subject subject = Subject.azure("onPremHost", host.name());
        if (hostByName.putIfAbsent(host.name(), site.name()) != null) {
            findings.error(subject, "there are two hosts outside Azure of the name '" + host.name() + "'");
        }
        String other = hostByAddress.putIfAbsent(host.ip(), host.name());
        if (other != null) {
            findings.error(subject.part("ip"), host.ip() + " is the address of '" + other + "' already");
        }
        if (site.prefixes().stream().noneMatch(prefix -> prefix.contains(host.ip()))) {
            findings.error(subject.part("ip"), host.ip() + " is outside the site's ranges " + site.prefixes());
        }
    }
}
