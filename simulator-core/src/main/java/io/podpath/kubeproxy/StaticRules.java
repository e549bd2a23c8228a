package io.podpath.kubeproxy;

import static io.podpath.kubeproxy.KubeChains.jump;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.netfilter.AddressTypeMatch;
import io.podpath.netfilter.CommentMatch;
import io.podpath.netfilter.ConntrackMatch;
import io.podpath.netfilter.ConntrackState;
import io.podpath.netfilter.HeaderMatch;
import io.podpath.netfilter.Hook;
import io.podpath.netfilter.MarkMatch;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.NfacctMatch;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Table;
import io.podpath.netfilter.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The rules kube-proxy writes whatever the Services are: jumps from the built-in chains, masquerading, forwarding, the
 * guard of 127.0.0.0/8 and the canaries.
 *
 * <p>Each jump is inserted at the head of its chain in the order of kube-proxy's table of jumps, so the last one
 * inserted is asked first. <i>Does not model:</i> a kubelet that made its own jump to KUBE-FIREWALL earlier, which then
 * stands behind the others.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/iptables/proxier.go}, {@code iptablesJumpChains} and {@code
 * syncProxyRules}.
 */
final class StaticRules {

    private static final String NODE_PORT_COMMENT =
            "kubernetes service nodeports; NOTE: this must be the last rule in this chain";
    private static final String INVALID_COUNTER = "ct_state_invalid_dropped_pkts";

    private final KubeProxyConfig config;
    private final Ruleset.Builder out;

    StaticRules(KubeProxyConfig config, Ruleset.Builder out) {
        this.config = config;
        this.out = out;
    }

    void write() {
        createChains();
        insertJumps();
        writeMasquerade();
        writeForward();
        if (config.hasLocalhostNodePorts()) {
            writeLoopbackGuard();
        }
    }

    private void createChains() {
        for (Table table : List.of(Table.MANGLE, Table.NAT, Table.FILTER)) {
            out.chain(table, KubeChains.CANARY);
        }
        for (String chain : List.of(
                KubeChains.FIREWALL,
                KubeChains.EXTERNAL_SERVICES,
                KubeChains.FORWARD,
                KubeChains.NODE_PORTS,
                KubeChains.PROXY_FIREWALL,
                KubeChains.SERVICES)) {
            out.chain(Table.FILTER, chain);
        }
        for (String chain :
                List.of(KubeChains.MARK_MASQ, KubeChains.NODE_PORTS, KubeChains.POSTROUTING, KubeChains.SERVICES)) {
            out.chain(Table.NAT, chain);
        }
    }

    private void insertJumps() {
        String externalServices = "kubernetes externally-visible service portals";
        insertForNew(Hook.INPUT, KubeChains.EXTERNAL_SERVICES, externalServices);
        insertForNew(Hook.FORWARD, KubeChains.EXTERNAL_SERVICES, externalServices);
        insert(Table.FILTER, Hook.INPUT, KubeChains.NODE_PORTS, "kubernetes health check service ports");
        insertForNew(Hook.FORWARD, KubeChains.SERVICES, "kubernetes service portals");
        insertForNew(Hook.OUTPUT, KubeChains.SERVICES, "kubernetes service portals");
        insert(Table.FILTER, Hook.FORWARD, KubeChains.FORWARD, "kubernetes forwarding rules");
        for (Hook hook : List.of(Hook.INPUT, Hook.OUTPUT, Hook.FORWARD)) {
            insertForNew(hook, KubeChains.PROXY_FIREWALL, "kubernetes load balancer firewall");
        }
        insert(Table.NAT, Hook.OUTPUT, KubeChains.SERVICES, "kubernetes service portals");
        insert(Table.NAT, Hook.PREROUTING, KubeChains.SERVICES, "kubernetes service portals");
        insert(Table.NAT, Hook.POSTROUTING, KubeChains.POSTROUTING, "kubernetes postrouting rules");
        for (Hook hook : List.of(Hook.INPUT, Hook.OUTPUT)) {
            out.insert(Table.FILTER, hook.name(), Rule.of(jump(KubeChains.FIREWALL)));
        }
    }

    private void insert(Table table, Hook hook, String chain, String comment) {
        out.insert(table, hook.name(), Rule.of(jump(chain), new CommentMatch(comment)));
    }

    private void insertForNew(Hook hook, String chain, String comment) {
        Match isNew = ConntrackMatch.anyOf(ConntrackState.NEW);
        out.insert(Table.FILTER, hook.name(), Rule.of(jump(chain), isNew, new CommentMatch(comment)));
    }

    private void writeMasquerade() {
        Target mark = Target.Mark.or(config.masquerade().mark());
        out.append(Table.NAT, KubeChains.MARK_MASQ, Rule.of(mark));
        out.append(Table.NAT, KubeChains.POSTROUTING, Rule.of(new Target.Return(), marked(true)));
        Target unmark = Target.Mark.xor(config.masquerade().mark());
        out.append(Table.NAT, KubeChains.POSTROUTING, Rule.of(unmark));
        Target masquerade = new Target.Masquerade(config.host().masqueradesRandomFully());
        CommentMatch comment = new CommentMatch("kubernetes service traffic requiring SNAT");
        out.append(Table.NAT, KubeChains.POSTROUTING, Rule.of(masquerade, comment));
    }

    private void writeForward() {
        if (!config.host().conntrackTcpBeLiberal()) {
            List<Match> matches = new ArrayList<>();
            matches.add(ConntrackMatch.anyOf(ConntrackState.INVALID));
            if (config.host().countsInvalidPackets()) {
                matches.add(new NfacctMatch(INVALID_COUNTER));
            }
            out.append(Table.FILTER, KubeChains.FORWARD, new Rule(HeaderMatch.ANY, matches, new Target.Drop()));
        }
        CommentMatch rules = new CommentMatch("kubernetes forwarding rules");
        out.append(Table.FILTER, KubeChains.FORWARD, Rule.of(new Target.Accept(), rules, marked(false)));
        CommentMatch conntrack = new CommentMatch("kubernetes forwarding conntrack rule");
        Match known = ConntrackMatch.anyOf(ConntrackState.RELATED, ConntrackState.ESTABLISHED);
        out.append(Table.FILTER, KubeChains.FORWARD, Rule.of(new Target.Accept(), conntrack, known));
    }

    private void writeLoopbackGuard() {
        HeaderMatch fromElsewhere = HeaderMatch.ANY
                .withDestination(KubeChains.IPV4_LOOPBACK, false)
                .withSource(KubeChains.IPV4_LOOPBACK, true);
        Match unexpected = new ConntrackMatch(
                Set.of(ConntrackState.RELATED, ConntrackState.ESTABLISHED, ConntrackState.DNAT), true);
        CommentMatch comment = new CommentMatch("block incoming localnet connections");
        Rule guard = Rule.of(fromElsewhere, new Target.Drop(), comment, unexpected);
        out.append(Table.FILTER, KubeChains.FIREWALL, guard);
    }

    private Match marked(boolean negated) {
        return new MarkMatch(config.masquerade().mark(), config.masquerade().mark(), negated);
    }

    /** The end of nat KUBE-SERVICES: what is left and addressed to the node goes to the node ports. */
    void writeNodePortJumps(ProxyNode node) {
        NodePortAddresses addresses = NodePortAddresses.of(config);
        CommentMatch comment = new CommentMatch(NODE_PORT_COMMENT);
        if (addresses.matchesAll()) {
            Match local = new AddressTypeMatch(AddressTypeMatch.Side.DESTINATION, false);
            Rule jump = Rule.of(withoutUselessLoopback(), jump(KubeChains.NODE_PORTS), comment, local);
            out.append(Table.NAT, KubeChains.SERVICES, jump);
            return;
        }
        for (IpAddress address : addresses.listAddresses(node)) {
            if (!address.isLoopback() || config.hasLocalhostNodePorts()) {
                HeaderMatch toAddress = HeaderMatch.ANY.withDestination(Cidr.host(address), false);
                out.append(Table.NAT, KubeChains.SERVICES, Rule.of(toAddress, jump(KubeChains.NODE_PORTS), comment));
            }
        }
    }

    /** Node ports never work on ::1, and on 127.0.0.1 only with route_localnet. */
    private HeaderMatch withoutUselessLoopback() {
        if (config.family() == IpFamily.IPV6) {
            return HeaderMatch.ANY.withDestination(KubeChains.IPV6_LOOPBACK, true);
        }
        return config.hasLocalhostNodePorts()
                ? HeaderMatch.ANY
                : HeaderMatch.ANY.withDestination(KubeChains.IPV4_LOOPBACK, true);
    }
}
