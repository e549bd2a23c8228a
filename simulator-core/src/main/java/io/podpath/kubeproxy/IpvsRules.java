package io.podpath.kubeproxy;

import static io.podpath.kubeproxy.KubeChains.jump;

import io.podpath.ipvs.IpvsMatch;
import io.podpath.model.Cidr;
import io.podpath.model.IcmpError;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import io.podpath.netfilter.AddressTypeMatch;
import io.podpath.netfilter.CommentMatch;
import io.podpath.netfilter.ConntrackMatch;
import io.podpath.netfilter.ConntrackState;
import io.podpath.netfilter.HeaderMatch;
import io.podpath.netfilter.Hook;
import io.podpath.netfilter.MarkMatch;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.SetMatch;
import io.podpath.netfilter.Table;
import io.podpath.netfilter.Target;
import io.podpath.netfilter.ipset.SetQuery.Side;
import io.podpath.netfilter.match.PhysdevMatch;
import io.podpath.netfilter.match.PhysdevMatch.Flag;
import java.util.List;

/**
 * The rules of ipvs mode. Their number does not depend on the number of Services, since they ask sets; rules for sets
 * without entries are left out.
 *
 * <p>What they do: mark what has to be masqueraded (KUBE-SERVICES, KUBE-NODE-PORT, KUBE-LOAD-BALANCER), masquerade it
 * (KUBE-POSTROUTING), drop who is outside the source ranges (KUBE-PROXY-FIREWALL), keep the node's own ports from
 * answering on Service addresses (KUBE-IPVS-FILTER). They choose no endpoint: IPVS does, after them.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/ipvs/proxier.go}, {@code iptablesJumpChain}, {@code
 * ipsetWithIptablesChain} and {@code writeIptablesRules}.
 */
final class IpvsRules {

    private static final Match NOT_FROM_BRIDGE = new PhysdevMatch(null, Flag.NEGATED, null, Flag.ABSENT, Flag.ABSENT);

    private final KubeProxyConfig config;
    private final IpvsNode node;
    private final Ruleset.Builder out;

    IpvsRules(KubeProxyConfig config, IpvsNode node, Ruleset.Builder out) {
        this.config = config;
        this.node = node;
        this.out = out;
    }

    void write() {
        createChains();
        insertJumps();
        nat(KubeChains.SERVICES, Rule.of(HeaderMatch.from(loopback()), new Target.Return()));
        writeSetRules();
        writeClusterIpMarks();
        writeExternalIps();
        Match local = new AddressTypeMatch(AddressTypeMatch.Side.DESTINATION, false);
        nat(KubeChains.SERVICES, Rule.of(jump(IpvsChains.NODE_PORT), local));
        nat(IpvsChains.LOAD_BALANCER, Rule.of(jump(KubeChains.MARK_MASQ)));
        filter(IpvsChains.SOURCE_RANGES_FIREWALL, Rule.of(new Target.Drop()));
        writeClosedToNode();
        for (KubeIpSet set : List.of(KubeIpSet.CLUSTER_IP, KubeIpSet.LOAD_BALANCER)) {
            if (isUsed(set)) {
                nat(KubeChains.SERVICES, Rule.of(new Target.Accept(), in(set)));
            }
        }
        writeForward();
        KubeIpSet health = KubeIpSet.HEALTH_CHECK_NODE_PORT;
        filter(IpvsChains.NODE_PORT, Rule.of(new Target.Accept(), health.comment(), in(health)));
        writeFilterOfOwnPorts();
        writeMasquerade();
    }

    private Cidr loopback() {
        return config.family() == IpFamily.IPV4 ? KubeChains.IPV4_LOOPBACK : KubeChains.IPV6_LOOPBACK;
    }

    private void createChains() {
        for (String chain : List.of(
                KubeChains.SERVICES,
                KubeChains.POSTROUTING,
                IpvsChains.NODE_PORT,
                IpvsChains.LOAD_BALANCER,
                KubeChains.MARK_MASQ)) {
            out.chain(Table.NAT, chain);
        }
        for (String chain : List.of(
                KubeChains.FORWARD,
                IpvsChains.NODE_PORT,
                KubeChains.PROXY_FIREWALL,
                IpvsChains.SOURCE_RANGES_FIREWALL,
                IpvsChains.IPVS_FILTER,
                IpvsChains.IPVS_OUT_FILTER)) {
            out.chain(Table.FILTER, chain);
        }
    }

    /** Each at the head of its chain, so that the last one is asked first. */
    private void insertJumps() {
        insert(Table.NAT, Hook.OUTPUT, KubeChains.SERVICES, "kubernetes service portals");
        insert(Table.NAT, Hook.PREROUTING, KubeChains.SERVICES, "kubernetes service portals");
        insert(Table.NAT, Hook.POSTROUTING, KubeChains.POSTROUTING, "kubernetes postrouting rules");
        insert(Table.FILTER, Hook.FORWARD, KubeChains.FORWARD, "kubernetes forwarding rules");
        insert(Table.FILTER, Hook.INPUT, IpvsChains.NODE_PORT, "kubernetes health check rules");
        insert(Table.FILTER, Hook.INPUT, KubeChains.PROXY_FIREWALL, "kube-proxy firewall rules");
        insert(Table.FILTER, Hook.FORWARD, KubeChains.PROXY_FIREWALL, "kube-proxy firewall rules");
        insert(Table.FILTER, Hook.INPUT, IpvsChains.IPVS_FILTER, "kubernetes ipvs access filter");
        insert(Table.FILTER, Hook.OUTPUT, IpvsChains.IPVS_OUT_FILTER, "kubernetes ipvs access filter");
    }

    private void insert(Table table, Hook hook, String chain, String comment) {
        out.insert(table, hook.name(), Rule.of(jump(chain), new CommentMatch(comment)));
    }

    /** The rules that are the same for every set: its comment, the match, and where to. */
    private void writeSetRules() {
        Target mark = jump(KubeChains.MARK_MASQ);
        Target back = new Target.Return();
        natSet(KubeChains.POSTROUTING, KubeIpSet.LOOP_BACK, new Target.Masquerade(false));
        natSet(KubeChains.SERVICES, KubeIpSet.LOAD_BALANCER, jump(IpvsChains.LOAD_BALANCER));
        natSet(IpvsChains.LOAD_BALANCER, KubeIpSet.LOAD_BALANCER_LOCAL, back);
        natPorts(Protocol.TCP, KubeIpSet.NODE_PORT_LOCAL_TCP, back);
        natPorts(Protocol.TCP, KubeIpSet.NODE_PORT_TCP, mark);
        natPorts(Protocol.UDP, KubeIpSet.NODE_PORT_LOCAL_UDP, back);
        natPorts(Protocol.UDP, KubeIpSet.NODE_PORT_UDP, mark);
        natPorts(Protocol.SCTP, KubeIpSet.NODE_PORT_LOCAL_SCTP, back);
        natPorts(Protocol.SCTP, KubeIpSet.NODE_PORT_SCTP, mark);
        String ranges = IpvsChains.SOURCE_RANGES_FIREWALL;
        filterSet(KubeChains.PROXY_FIREWALL, KubeIpSet.LOAD_BALANCER_FW, jump(ranges));
        filterSet(ranges, KubeIpSet.LOAD_BALANCER_SOURCE_CIDR, back);
        filterSet(ranges, KubeIpSet.LOAD_BALANCER_SOURCE_IP, back);
    }

    private void natSet(String chain, KubeIpSet set, Target target) {
        if (isUsed(set)) {
            nat(chain, Rule.of(target, set.comment(), in(set)));
        }
    }

    private void filterSet(String chain, KubeIpSet set, Target target) {
        if (isUsed(set)) {
            filter(chain, Rule.of(target, set.comment(), in(set)));
        }
    }

    private void natPorts(Protocol protocol, KubeIpSet set, Target target) {
        if (isUsed(set)) {
            HeaderMatch header = HeaderMatch.ofProtocol(protocol);
            nat(IpvsChains.NODE_PORT, Rule.of(header, target, set.comment(), in(set)));
        }
    }

    /**
     * A process of the node that calls a cluster IP has that very address as its source, so without a detector a source in
     * the set is what gives it away.
     */
    private void writeClusterIpMarks() {
        KubeIpSet set = KubeIpSet.CLUSTER_IP;
        if (!isUsed(set)) {
            return;
        }
        Target mark = jump(KubeChains.MARK_MASQ);
        if (config.masquerade().all()) {
            nat(KubeChains.SERVICES, Rule.of(mark, set.comment(), in(set)));
            return;
        }
        SetMatch fromItself = SetMatch.of(set.setName(config.family()), Side.SOURCE, Side.DESTINATION);
        nat(
                KubeChains.SERVICES,
                config.detector()
                        .ifNotLocal(HeaderMatch.ANY)
                        .map(header -> Rule.of(header, mark, set.comment(), in(set)))
                        .orElseGet(() -> Rule.of(mark, set.comment(), fromItself)));
    }

    private void writeExternalIps() {
        KubeIpSet cluster = KubeIpSet.EXTERNAL_IP;
        if (isUsed(cluster)) {
            nat(KubeChains.SERVICES, Rule.of(jump(KubeChains.MARK_MASQ), cluster.comment(), in(cluster)));
            acceptExternalIps(cluster);
        }
        if (isUsed(KubeIpSet.EXTERNAL_IP_LOCAL)) {
            acceptExternalIps(KubeIpSet.EXTERNAL_IP_LOCAL);
        }
    }

    /** Traffic from other machines, and whatever counts as local. */
    private void acceptExternalIps(KubeIpSet set) {
        Match fromElsewhere = new AddressTypeMatch(AddressTypeMatch.Side.SOURCE, true);
        Match toLocal = new AddressTypeMatch(AddressTypeMatch.Side.DESTINATION, false);
        Target accept = new Target.Accept();
        nat(KubeChains.SERVICES, Rule.of(accept, set.comment(), in(set), NOT_FROM_BRIDGE, fromElsewhere));
        nat(KubeChains.SERVICES, Rule.of(accept, set.comment(), in(set), toLocal));
    }

    /** The node's own calls have the load balancer's address as source too. */
    private void writeClosedToNode() {
        for (IpvsNode.ClosedToNode closed : node.closedToNode()) {
            ServicePortInfo service = closed.service();
            TransportAddress address =
                    new TransportAddress(closed.address(), service.clusterIp().port());
            filter(
                    IpvsChains.IPVS_OUT_FILTER,
                    Rule.of(
                            HeaderMatch.from(Cidr.host(closed.address())),
                            new Target.Drop(),
                            new IpvsMatch(service.name().protocol(), address)));
        }
    }

    private void writeForward() {
        CommentMatch rules = new CommentMatch("kubernetes forwarding rules");
        filter(KubeChains.FORWARD, Rule.of(new Target.Accept(), rules, marked(false)));
        CommentMatch conntrack = new CommentMatch("kubernetes forwarding conntrack rule");
        Match known = ConntrackMatch.anyOf(ConntrackState.RELATED, ConntrackState.ESTABLISHED);
        filter(KubeChains.FORWARD, Rule.of(new Target.Accept(), conntrack, known));
    }

    private void writeFilterOfOwnPorts() {
        for (KubeIpSet set : List.of(
                KubeIpSet.LOAD_BALANCER,
                KubeIpSet.CLUSTER_IP,
                KubeIpSet.EXTERNAL_IP,
                KubeIpSet.EXTERNAL_IP_LOCAL,
                KubeIpSet.HEALTH_CHECK_NODE_PORT)) {
            filter(IpvsChains.IPVS_FILTER, Rule.of(new Target.Return(), in(set)));
        }
        Match isNew = ConntrackMatch.anyOf(ConntrackState.NEW);
        Target reject = new Target.Reject(IcmpError.Kind.PORT_UNREACHABLE, config.family());
        filter(IpvsChains.IPVS_FILTER, Rule.of(reject, isNew, in(KubeIpSet.IPVS_IPS)));
    }

    private void writeMasquerade() {
        nat(KubeChains.POSTROUTING, Rule.of(new Target.Return(), marked(true)));
        nat(KubeChains.POSTROUTING, Rule.of(Target.Mark.xor(config.masquerade().mark())));
        Target masquerade = new Target.Masquerade(config.host().masqueradesRandomFully());
        CommentMatch comment = new CommentMatch("kubernetes service traffic requiring SNAT");
        nat(KubeChains.POSTROUTING, Rule.of(masquerade, comment));
        nat(KubeChains.MARK_MASQ, Rule.of(Target.Mark.or(config.masquerade().mark())));
    }

    private Match marked(boolean negated) {
        return new MarkMatch(config.masquerade().mark(), config.masquerade().mark(), negated);
    }

    private boolean isUsed(KubeIpSet set) {
        return !node.entries(set).isEmpty();
    }

    private Match in(KubeIpSet set) {
        return set.match(config.family());
    }

    private void nat(String chain, Rule rule) {
        out.append(Table.NAT, chain, rule);
    }

    private void filter(String chain, Rule rule) {
        out.append(Table.FILTER, chain, rule);
    }
}
