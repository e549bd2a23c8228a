package io.podpath.cni;

import io.podpath.cluster.MasqueradeConfig;
import io.podpath.model.Cidr;
import io.podpath.model.IpFamily;
import io.podpath.netfilter.AddressTypeMatch;
import io.podpath.netfilter.CommentMatch;
import io.podpath.netfilter.HeaderMatch;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Table;
import io.podpath.netfilter.Target;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * ip-masq-agent: a chain that returns for each destination on its list and masquerades everything else.
 *
 * <p>With both families it writes the chain twice, each with the destinations of its family. AKS lets link-local
 * destinations be masqueraded, in IPv4 by {@code masqLinkLocal} and in IPv6 by {@code masqLinkLocalIPv6}.
 *
 * <p><i>Source:</i> Azure/ip-masq-agent-v2 {@code cmd/ip-masq-agent-v2/ip-masq-agent.go}, {@code syncMasqRules} and {@code
 * syncMasqRulesIPv6}; facts SNAT-DUAL-STACK-LIST and SNAT-DUAL-STACK-LINK-LOCAL.
 *
 * @param kept destinations that see the address of the pod, as AKS configures the agent
 */
record MasqueradeAgent(List<Cidr> kept) implements SourceTranslation {

    private static final String CHAIN = "IP-MASQ-AGENT";
    private static final Cidr LINK_LOCAL = Cidr.parse("169.254.0.0/16");

    @Override
    public void write(IpFamily family, List<MasqueradeConfig> configured, Ruleset.Builder rules) {
        masquerade(rules, merge(family, configured));
    }

    /** What the model wants, and what ConfigMaps add to it. */
    private MasqueradeConfig merge(IpFamily family, List<MasqueradeConfig> configured) {
        Set<Cidr> all = new LinkedHashSet<>(kept);
        configured.forEach(config -> all.addAll(config.nonMasqueradeCidrs()));
        all.removeIf(range -> range.family() != family);
        // AKS sets masqLinkLocal itself, and several configurations are OR-ed.
        return new MasqueradeConfig(MasqueradeConfig.OF_AKS, List.copyOf(all), true);
    }

    private static void masquerade(Ruleset.Builder rules, MasqueradeConfig config) {
        rules.append(
                Table.NAT,
                "POSTROUTING",
                Rule.of(
                        new Target.Jump(CHAIN),
                        new CommentMatch("ip-masq-agent: ensure nat POSTROUTING directs all non-LOCAL destination"
                                + " traffic to our custom IP-MASQ-AGENT chain"),
                        new AddressTypeMatch(AddressTypeMatch.Side.DESTINATION, true)));
        CommentMatch local = new CommentMatch("ip-masq-agent: local traffic is not subject to MASQUERADE");
        if (!config.masqLinkLocal()) {
            rules.append(Table.NAT, CHAIN, Rule.of(destination(LINK_LOCAL), new Target.Return(), local));
        }
        for (Cidr cidr : config.nonMasqueradeCidrs()) {
            rules.append(Table.NAT, CHAIN, Rule.of(destination(cidr), new Target.Return(), local));
        }
        rules.append(
                Table.NAT,
                CHAIN,
                Rule.of(
                        new Target.Masquerade(false),
                        new CommentMatch(
                                "ip-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)")));
    }

    private static HeaderMatch destination(Cidr cidr) {
        return HeaderMatch.ANY.withDestination(cidr, false);
    }
}
