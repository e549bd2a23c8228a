package io.podpath.kubeproxy;

import io.podpath.netfilter.NamespaceRules;
import java.util.Optional;

/**
 * {@link IpvsNodeSetup} as a shell script. The rules that ask the sets are iptables rules and are printed with the others.
 *
 * <p><i>Source:</i> ip-address(8); ipset(8), {@code restore}; sysctl(8); ipvsadm(8), {@code -R}.
 */
public final class IpvsNodeText {

    private static final String END = "END\n";

    private IpvsNodeText() {}

    /** The script, or nothing for a node without IPVS. */
    public static Optional<String> of(NamespaceRules rules) {
        return IpvsNodeSetup.of(rules).map(IpvsNodeText::script);
    }

    private static String script(IpvsNodeSetup setup) {
        StringBuilder text = new StringBuilder("# Service addresses are local addresses\n");
        setup.interfaceLines().forEach(line -> text.append("ip ").append(line).append('\n'));
        text.append("\n# sets that the iptables rules ask\nipset restore <<END\n");
        text.append(setup.sets()).append(END);
        text.append("\n# virtual servers and their endpoints\n");
        text.append(String.join(" ", setup.timeoutCommand())).append('\n');
        setup.settings().forEach((name, value) -> text.append("sysctl -w " + name + "=" + value + "\n"));
        text.append("ipvsadm -R <<END\n").append(setup.virtualServers()).append(END);
        return text.toString();
    }
}
