package io.podpath.kubeproxy;

import static io.podpath.kubeproxy.KubeChains.jump;

import io.podpath.element.Fraction;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import io.podpath.netfilter.AddressTypeMatch;
import io.podpath.netfilter.Chain;
import io.podpath.netfilter.CommentMatch;
import io.podpath.netfilter.HeaderMatch;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.NfacctMatch;
import io.podpath.netfilter.PortMatch;
import io.podpath.netfilter.RecentMatch;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.StatisticMatch;
import io.podpath.netfilter.Target;
import java.util.ArrayList;
import java.util.List;

/** The single rules of a service port, word by word as kube-proxy writes them. */
final class ServiceRuleFactory {

    private static final String LOCALHOST_COUNTER = "localhost_nps_accepted_pkts";

    private final ServicePortInfo service;
    private final String text;
    private final Protocol protocol;
    private final Match port;
    private final boolean commentsEndpoints;

    /**
     * For one service port.
     *
     * @param commentsEndpoints false in clusters so large that kube-proxy saves the comments about endpoints
     */
    ServiceRuleFactory(ServicePortInfo service, boolean commentsEndpoints) {
        this.service = service;
        this.text = service.name().toString();
        this.protocol = service.name().protocol();
        this.port = PortMatch.to(protocol, service.clusterIp().port());
        this.commentsEndpoints = commentsEndpoints;
    }

    /** The service port as comments name it. */
    String text() {
        return text;
    }

    private IpFamily family() {
        return service.clusterIp().address().family();
    }

    CommentMatch comment(String about) {
        return new CommentMatch(about);
    }

    /** A rule for the service's port at an address; the comment is the whole text. */
    Rule at(IpAddress address, String comment, Target target) {
        return Rule.of(HeaderMatch.to(Cidr.host(address), protocol), target, comment(comment), port);
    }

    Rule nodePort(String chain) {
        return Rule.of(
                HeaderMatch.ofProtocol(protocol),
                jump(chain),
                comment(text),
                PortMatch.to(protocol, service.nodePort()));
    }

    Rule countedLocalhostNodePort(String chain) {
        return Rule.of(
                HeaderMatch.to(KubeChains.IPV4_LOOPBACK, protocol),
                jump(chain),
                comment(text),
                PortMatch.to(protocol, service.nodePort()),
                new NfacctMatch(LOCALHOST_COUNTER));
    }

    Rule refusedNodePort(String comment, Target target) {
        return Rule.of(
                HeaderMatch.ofProtocol(protocol),
                target,
                comment(comment),
                new AddressTypeMatch(AddressTypeMatch.Side.DESTINATION, false),
                PortMatch.to(protocol, service.nodePort()));
    }

    Rule healthCheckNodePort() {
        return Rule.of(
                HeaderMatch.ofProtocol(Protocol.TCP),
                new Target.Accept(),
                comment(text + " health check node port"),
                PortMatch.to(Protocol.TCP, service.external().healthCheckNodePort()));
    }

    /** The first rule of the chain for the cluster IP: who must be masqueraded; none without detector. */
    List<Rule> clusterIpMasquerade(KubeProxyConfig config) {
        HeaderMatch toClusterIp = HeaderMatch.to(Cidr.host(service.clusterIp().address()), protocol);
        CommentMatch comment = comment(text + " cluster IP");
        if (config.masquerade().all()) {
            return List.of(Rule.of(toClusterIp, jump(KubeChains.MARK_MASQ), comment, port));
        }
        return config.detector()
                .ifNotLocal(toClusterIp)
                .map(header -> List.of(Rule.of(header, jump(KubeChains.MARK_MASQ), comment, port)))
                .orElse(List.of());
    }

    /** Affinity first, then chance: rule i of n matches with probability 1/(n-i), the last one always. */
    List<Rule> chooseAmong(List<EndpointChain> endpoints) {
        List<Rule> rules = new ArrayList<>();
        if (service.hasAffinity()) {
            for (EndpointChain endpoint : endpoints) {
                RecentMatch seen = RecentMatch.seenWithin(endpoint.name(), service.affinityTimeoutSeconds(), family());
                rules.add(toEndpoint(endpoint, List.of(seen)));
            }
        }
        int left = endpoints.size();
        for (EndpointChain endpoint : endpoints) {
            List<Match> chance = left == 1 ? List.of() : List.of(new StatisticMatch(Fraction.of(1, left)));
            rules.add(toEndpoint(endpoint, chance));
            left--;
        }
        return rules;
    }

    private Rule toEndpoint(EndpointChain endpoint, List<Match> matches) {
        String comment = text + " -> " + endpoint.address();
        return new Rule(HeaderMatch.ANY, endpointMatches(comment, matches), jump(endpoint.name()));
    }

    /** Marks hairpin traffic, then translates. */
    Chain endpointChain(String name, EndpointInfo endpoint) {
        HeaderMatch fromItself = HeaderMatch.from(Cidr.host(endpoint.address().address()));
        Rule hairpin = new Rule(fromItself, endpointMatches(text, List.of()), jump(KubeChains.MARK_MASQ));
        List<Match> remember =
                service.hasAffinity() ? List.of(RecentMatch.set(name, family()), anyPort()) : List.of(anyPort());
        Rule translate = new Rule(
                HeaderMatch.ofProtocol(protocol), endpointMatches(text, remember), new Target.Dnat(endpoint.address()));
        return Chain.of(name, List.of(hairpin, translate));
    }

    private Match anyPort() {
        return new PortMatch(protocol, null, null);
    }

    private List<Match> endpointMatches(String comment, List<Match> matches) {
        if (!commentsEndpoints) {
            return matches;
        }
        List<Match> all = new ArrayList<>(matches.size() + 1);
        all.add(comment(comment));
        all.addAll(matches);
        return all;
    }
}
