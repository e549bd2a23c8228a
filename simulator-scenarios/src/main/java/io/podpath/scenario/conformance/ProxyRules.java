package io.podpath.scenario.conformance;

import io.podpath.kubeproxy.IptablesMode;
import io.podpath.kubeproxy.NftablesMode;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.netfilter.Chain;
import io.podpath.netfilter.HeaderMatch;
import io.podpath.netfilter.NamespaceRules;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Table;
import io.podpath.nftables.NftTable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the node of a case, in the mode the file names.
 *
 * @param iptables what the mode writes with iptables
 * @param nftables the table of nftables mode
 */
record ProxyRules(Ruleset iptables, @Nullable NftTable nftables) {

    private static final Cidr LOCALHOST = Cidr.parse("127.0.0.0/8");

    static ProxyRules of(ConformanceCase settings) {
        if (settings.fields().text("proxyMode").equals("nftables")) {
            return new ProxyRules(Ruleset.EMPTY, nftables(settings).tableFor(settings.node()));
        }
        IptablesMode mode = new IptablesMode(settings.config(), settings.servicePorts(), settings.endpoints());
        return new ProxyRules(mode.rulesFor(settings.node()), null);
    }

    private static NftablesMode nftables(ConformanceCase settings) {
        List<Cidr> serviceCidrs = settings.proxyConfig().texts("serviceCIDRs").stream()
                .flatMap(text -> Cidr.tryParse(text).stream())
                .toList();
        return new NftablesMode(settings.config(), serviceCidrs, settings.servicePorts(), settings.endpoints());
    }

    Optional<NftTable> findNftables() {
        return Optional.ofNullable(nftables);
    }

    NamespaceRules all() {
        return NamespaceRules.of(iptables, nftables == null ? List.of() : nftables.hooks());
    }

    /** Whether 127.0.0.0/8 is kept from other hosts. */
    boolean guardsLocalhost() {
        return iptables.findChain(Table.FILTER, "KUBE-FIREWALL").map(Chain::rules).orElse(List.of()).stream()
                .anyMatch(rule -> isDestination(rule, LOCALHOST));
    }

    /** Whether any rule or map element names the address as a destination. */
    boolean captures(IpAddress address) {
        boolean inMap = nftables != null
                && nftables.listMaps().stream()
                        .flatMap(map -> map.elements().keySet().stream())
                        .anyMatch(key -> key instanceof List<?> fields && fields.contains(address));
        return inMap
                || iptables.listChains(Table.NAT).stream()
                        .flatMap(chain -> chain.rules().stream())
                        .anyMatch(rule -> isDestination(rule, Cidr.host(address)));
    }

    private static boolean isDestination(Rule rule, Cidr range) {
        HeaderMatch.Address destination = rule.header().destination();
        return destination != null
                && !destination.negated()
                && destination.range().equals(range);
    }
}
