package io.podpath.lab.verify;

import io.podpath.ipvs.Ipvs;
import io.podpath.ipvs.RealServer;
import io.podpath.ipvs.Scheduler;
import io.podpath.ipvs.VirtualServer;
import io.podpath.kubeproxy.EndpointsMap;
import io.podpath.kubeproxy.IpvsMode;
import io.podpath.kubeproxy.IpvsNode;
import io.podpath.kubeproxy.IpvsSettings;
import io.podpath.kubeproxy.KubeIpSet;
import io.podpath.kubeproxy.KubeProxyConfig;
import io.podpath.kubeproxy.LocalTrafficDetector;
import io.podpath.kubeproxy.ServicePortMap;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import io.podpath.netfilter.NamespaceRules;
import io.podpath.netfilter.Ruleset;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A node in ipvs mode with one Service of three endpoints and session affinity: 10.0.7.1:80. */
final class IpvsTestNode {

    private static final IpAddress SERVICE = IpAddress.parse("10.0.7.1");

    private IpvsTestNode() {}

    static NamespaceRules rules() {
        KubeProxyConfig config =
                KubeProxyConfig.of(IpFamily.IPV4, new LocalTrafficDetector.ClusterCidr(Cidr.parse("10.244.0.0/16")));
        IpvsMode mode = new IpvsMode(
                config,
                IpvsSettings.DEFAULT,
                ServicePortMap.of(List.of(), IpFamily.IPV4),
                EndpointsMap.of(List.of(), IpFamily.IPV4));
        List<RealServer> servers = Stream.of("10.244.1.5", "10.244.2.6", "10.244.2.7")
                .map(address -> RealServer.of(new TransportAddress(IpAddress.parse(address), 8080)))
                .toList();
        VirtualServer web = new VirtualServer(
                Protocol.TCP, new TransportAddress(SERVICE, 80), Scheduler.RR, 10_800, servers, "shop/web");
        Map<KubeIpSet, SortedSet<String>> sets = Map.of(
                KubeIpSet.CLUSTER_IP, new TreeSet<>(List.of("10.0.7.1,tcp:80")),
                KubeIpSet.IPVS_IPS, new TreeSet<>(List.of("10.0.7.1")));
        IpvsNode node = new IpvsNode(List.of(web), sets, List.of(SERVICE), List.of());
        Ruleset.Builder rules = new Ruleset.Builder();
        mode.write(node, rules);
        return NamespaceRules.of(rules.build(), Ipvs.hooks(mode.ipvs(node)));
    }
}
