package io.podpath.scenario.conformance;

import io.podpath.cluster.EndpointSlice;
import io.podpath.cluster.NodeSpec;
import io.podpath.cluster.Service;
import io.podpath.kubeproxy.EndpointsMap;
import io.podpath.kubeproxy.HintSupport;
import io.podpath.kubeproxy.KubeProxyConfig;
import io.podpath.kubeproxy.LocalTrafficDetector;
import io.podpath.kubeproxy.ProxyNode;
import io.podpath.kubeproxy.ServicePortMap;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.PacketMark;
import java.util.List;
import java.util.Map;

/**
 * One case of a file with the settings of the file behind its own.
 *
 * @param fields the case's fields; settings that the case does not give are those of the file
 */
record ConformanceCase(Fields fields) {

    private static final int DEFAULT_MASQUERADE_BIT = 14;

    static ConformanceCase of(Fields file, Fields own) {
        Fields merged = file.overriddenBy(own);
        Fields proxyConfig = file.at("proxyConfig").overriddenBy(own.at("proxyConfig"));
        return new ConformanceCase(merged.overriddenBy(Fields.of(Map.of("proxyConfig", proxyConfig.values()))));
    }

    String name() {
        return fields.text("name");
    }

    Fields proxyConfig() {
        return fields.at("proxyConfig");
    }

    IpFamily family() {
        return proxyConfig().text("ipFamily").equals("IPv6") ? IpFamily.IPV6 : IpFamily.IPV4;
    }

    ProxyNode node() {
        List<IpAddress> addresses = fields.texts("nodeIPs").stream()
                .flatMap(text -> IpAddress.tryParse(text).stream())
                .toList();
        return new ProxyNode(fields.text("nodeName"), fields.at("nodeLabels").text(NodeSpec.ZONE_LABEL), addresses);
    }

    List<Service> services() {
        return fields.list("services").stream()
                .map(ConformanceManifests::service)
                .toList();
    }

    ServicePortMap servicePorts() {
        return ServicePortMap.of(services(), family());
    }

    EndpointsMap endpoints() {
        return endpoints("endpointSlices");
    }

    EndpointsMap endpoints(String key) {
        List<EndpointSlice> slices = fields.list(key).stream()
                .map(ConformanceManifests::endpointSlice)
                .toList();
        return EndpointsMap.of(slices, family());
    }

    KubeProxyConfig config() {
        Fields settings = proxyConfig();
        Fields kernel = fields.at("kernel");
        List<Cidr> nodePortAddresses = settings.texts("nodePortAddresses").stream()
                .flatMap(text -> Cidr.tryParse(text).stream())
                .toList();
        int mark = 1 << settings.number("masqueradeBit", DEFAULT_MASQUERADE_BIT);
        return new KubeProxyConfig(
                family(),
                detector(),
                new KubeProxyConfig.Masquerade(settings.flag("masqueradeAll", false), new PacketMark(mark)),
                new KubeProxyConfig.NodePorts(nodePortAddresses, settings.flag("localhostNodePorts", true)),
                hints(),
                new KubeProxyConfig.Host(
                        kernel.flag("nf_conntrack_tcp_be_liberal", false),
                        kernel.flag("iptablesRandomFully", false),
                        settings.flag("nfacctInvalidCounter", true),
                        true));
    }

    private LocalTrafficDetector detector() {
        Fields detector = fields.at("localDetector");
        return detector.text("mode").equals("ClusterCIDR")
                ? Cidr.tryParse(detector.text("clusterCIDR"))
                        .<LocalTrafficDetector>map(LocalTrafficDetector.ClusterCidr::new)
                        .orElseGet(LocalTrafficDetector.None::new)
                : new LocalTrafficDetector.None();
    }

    HintSupport hints() {
        return fields.at("featureGates").flag("PreferSameTrafficDistribution", true)
                ? HintSupport.NODES_AND_ZONES
                : HintSupport.ZONES;
    }
}
