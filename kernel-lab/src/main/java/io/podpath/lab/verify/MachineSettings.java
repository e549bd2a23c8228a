package io.podpath.lab.verify;

import io.podpath.netfilter.Sysctls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The kernel settings of a machine of the lab, the same for both families where both have them: those that podpath's
 * machine has, and those that keep the lab from talking about itself.
 *
 * <p>IPv6 has no reverse-path filter and no {@code route_localnet} (fact DUAL-NO-RP-FILTER).
 */
final class MachineSettings {

    private MachineSettings() {}

    static Map<String, String> of(Sysctls sysctls) {
        Map<String, String> values = new LinkedHashMap<>();
        String forwards = sysctls.ipForward() ? "1" : "0";
        values.put("net.ipv4.ip_forward", forwards);
        values.put("net.ipv6.conf.all.forwarding", forwards);
        for (String scope : List.of("all", "default")) {
            values.put("net.ipv4.conf." + scope + ".rp_filter", String.valueOf(sysctls.rpFilter()));
            values.put("net.ipv4.conf." + scope + ".route_localnet", sysctls.routeLocalnet() ? "1" : "0");
            // No redirects, as AKS sets its nodes (sysctl-d-60-CIS.conf); IPv6 has no setting not to send them.
            values.put("net.ipv4.conf." + scope + ".send_redirects", "0");
            values.put("net.ipv4.conf." + scope + ".accept_redirects", "0");
            values.put("net.ipv6.conf." + scope + ".accept_redirects", "0");
            // Addresses are told, not learned, and are there at once.
            values.put("net.ipv6.conf." + scope + ".accept_ra", "0");
            values.put("net.ipv6.conf." + scope + ".accept_dad", "0");
        }
        values.put("net.ipv4.icmp_ratelimit", "0");
        values.put("net.ipv6.icmp.ratelimit", "0");
        // A late SYN-ACK of one run would be taken for a packet of the next.
        values.put("net.ipv4.tcp_synack_retries", "0");
        return values;
    }

    /** Frames that a bridge switches pass the rules of both families, as on a node. */
    static Map<String, String> ofBridge() {
        return Map.of("net.bridge.bridge-nf-call-iptables", "1", "net.bridge.bridge-nf-call-ip6tables", "1");
    }
}
