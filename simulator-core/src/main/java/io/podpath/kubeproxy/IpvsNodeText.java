package io.podpath.kubeproxy;

import io.podpath.ipvs.Ipvs;
import io.podpath.ipvs.IpvsConfig;
import io.podpath.ipvs.IpvsText;
import io.podpath.ipvs.IpvsTimeouts;
import io.podpath.netfilter.NamespaceRules;
import io.podpath.netfilter.ipset.IpSet;
import java.util.List;
import java.util.Optional;

/**
 * What ipvs mode makes of a node, as a shell script that would make it again: the addresses of {@code kube-ipvs0}, the sets,
 * the virtual servers. The rules that ask the sets are iptables rules and are printed with the others.
 *
 * <p><i>Source:</i> ip-address(8); ipset(8), {@code restore}; ipvsadm(8), {@code -R}.
 */
public final class IpvsNodeText {

    private static final String END = "END\n";

    private IpvsNodeText() {}

    /** The script, or nothing for a node without IPVS. */
    public static Optional<String> of(NamespaceRules rules) {
        return Ipvs.findConfig(rules).map(config -> script(rules, config));
    }

    private static String script(NamespaceRules rules, IpvsConfig config) {
        StringBuilder text = new StringBuilder("# Service addresses are local addresses\n");
        text.append("ip link add ").append(IpvsNode.DUMMY_INTERFACE).append(" type dummy\n");
        for (String address : boundAddresses(rules)) {
            text.append("ip address add ").append(address).append(" dev ").append(IpvsNode.DUMMY_INTERFACE);
            text.append('\n');
        }
        text.append("\n# sets that the iptables rules ask\nipset restore <<END\n");
        text.append(rules.iptables().ipSets().save()).append(END);
        text.append("\n# virtual servers and their endpoints\n");
        IpvsTimeouts timeouts = config.timeouts();
        text.append("ipvsadm --set ").append(timeouts.tcpSeconds());
        text.append(' ').append(timeouts.tcpFinSeconds()).append(' ').append(timeouts.udpSeconds());
        text.append("\nipvsadm -R <<END\n").append(IpvsText.save(config)).append(END);
        return text.toString();
    }

    private static List<String> boundAddresses(NamespaceRules rules) {
        return rules.iptables().ipSets().list().stream()
                .filter(set -> set.name().endsWith(KubeIpSet.IPVS_IPS.suffix()))
                .map(IpSet::listElements)
                .findFirst()
                .orElse(List.of());
    }
}
