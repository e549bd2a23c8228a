package io.podpath.kubeproxy;

import io.podpath.ipvs.Ipvs;
import io.podpath.ipvs.IpvsConfig;
import io.podpath.ipvs.IpvsText;
import io.podpath.ipvs.IpvsTimeouts;
import io.podpath.netfilter.NamespaceRules;
import io.podpath.netfilter.ipset.IpSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What ipvs mode makes of a node beside its iptables rules, in the words of the tools that make it again.
 *
 * <p>The order matters: rules can only ask sets that exist, and the kernel has its {@code net.ipv4.vs} settings once IPVS
 * is there, which {@code ipvsadm} loads.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/ipvs/proxier.go} ({@code NewProxier}), {@code netlink_linux.go}
 * ({@code EnsureDummyDevice}, which leaves the interface down); ip-address(8); ipset(8), {@code restore}; ipvsadm(8).
 *
 * @param interfaceLines what {@code ip} is told: the dummy interface and its addresses
 * @param sets what {@code ipset restore} reads
 * @param settings kernel settings, in the order kube-proxy makes them
 * @param ipvs the virtual servers and timeouts
 */
public record IpvsNodeSetup(List<String> interfaceLines, String sets, Map<String, String> settings, IpvsConfig ipvs) {

    private static final List<String> ENABLED =
            List.of("net.ipv4.vs.conntrack", "net.ipv4.vs.expire_nodest_conn", "net.ipv4.vs.expire_quiescent_template");

    public IpvsNodeSetup {
        interfaceLines = List.copyOf(interfaceLines);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The setup of a node, or nothing for one without IPVS. */
    public static Optional<IpvsNodeSetup> of(NamespaceRules rules) {
        return Ipvs.findConfig(rules).map(config -> of(rules, config));
    }

    private static IpvsNodeSetup of(NamespaceRules rules, IpvsConfig config) {
        List<String> lines = new ArrayList<>();
        lines.add("link add " + IpvsNode.DUMMY_INTERFACE + " type dummy");
        boundAddresses(rules)
                .forEach(address -> lines.add("address add " + address + " dev " + IpvsNode.DUMMY_INTERFACE));
        Map<String, String> settings = new LinkedHashMap<>();
        ENABLED.forEach(name -> settings.put(name, "1"));
        return new IpvsNodeSetup(lines, rules.iptables().ipSets().save(), settings, config);
    }

    private static List<String> boundAddresses(NamespaceRules rules) {
        return rules.iptables().ipSets().list().stream()
                .filter(set -> set.name().endsWith(KubeIpSet.IPVS_IPS.suffix()))
                .map(IpSet::listElements)
                .findFirst()
                .orElse(List.of());
    }

    /** The command that sets the timeouts: {@code ipvsadm --set 900 120 300}. */
    public List<String> timeoutCommand() {
        IpvsTimeouts timeouts = ipvs.timeouts();
        return List.of(
                "ipvsadm",
                "--set",
                String.valueOf(timeouts.tcpSeconds()),
                String.valueOf(timeouts.tcpFinSeconds()),
                String.valueOf(timeouts.udpSeconds()));
    }

    /** What {@code ipvsadm -R} reads. */
    public String virtualServers() {
        return IpvsText.save(ipvs);
    }

    /** The same setup with other virtual servers. */
    public IpvsNodeSetup with(IpvsConfig changed) {
        return new IpvsNodeSetup(interfaceLines, sets, settings, changed);
    }
}
