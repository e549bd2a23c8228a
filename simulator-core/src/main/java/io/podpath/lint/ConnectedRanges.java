package io.podpath.lint;

import io.podpath.azure.resource.InternetHost;
import io.podpath.azure.resource.OnPremisesSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cni.NodeSubnet;
import io.podpath.model.Cidr;
import java.util.ArrayList;
import java.util.List;

/** The ranges a cluster's nodes and pods may want to talk to: its own network, those connected to it, and hosts. */
final class ConnectedRanges {

    private ConnectedRanges() {}

    /** The ranges of the cluster's own virtual network. */
    static List<NamedRange> own(LintInput input) {
        VirtualNetworkSpec network = input.network().plan().subnet().network();
        return ranges(network, "the cluster's own virtual network '" + network.name() + "'");
    }

    /** The ranges beyond it: networks peered by both sides, sites, and hosts on the internet. */
    static List<NamedRange> others(LintInput input) {
        NodeSubnet home = input.network().plan().subnet();
        List<NamedRange> ranges = new ArrayList<>();
        for (VirtualNetworkSpec peer : input.azure().virtualNetworks()) {
            if (home.network().isPeeredWith(peer)) {
                ranges.addAll(ranges(peer, "the peered virtual network '" + peer.name() + "'"));
            }
        }
        for (OnPremisesSpec site : input.azure().onPremises()) {
            site.prefixes().forEach(prefix -> ranges.add(new NamedRange(prefix, "the site '" + site.name() + "'")));
        }
        for (InternetHost host : input.azure().internetHosts()) {
            ranges.add(new NamedRange(Cidr.host(host.ip()), "the internet host '" + host.name() + "'"));
        }
        return ranges;
    }

    private static List<NamedRange> ranges(VirtualNetworkSpec network, String owner) {
        return network.addressPrefixes().stream()
                .map(prefix -> new NamedRange(prefix, owner))
                .toList();
    }
}
