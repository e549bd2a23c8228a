package io.podpath.scenario.conformance;

import io.podpath.kubeproxy.IptablesMode;
import io.podpath.kubeproxy.KubeProxyConfig;
import io.podpath.kubeproxy.NoLocalEndpoints;
import io.podpath.model.Cidr;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import io.podpath.netfilter.Chain;
import io.podpath.netfilter.HeaderMatch;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Kind {@code PacketFlows}: rows of source, destination and result, run through the literal rules. */
final class PacketFlowsEvaluator implements KindEvaluator {

    static final String NFTABLES = "nftables mode is not modelled yet";

    private static final int CLIENT_PORT = 41_022;
    private static final Cidr LOCALHOST = Cidr.parse("127.0.0.0/8");

    @Override
    public void evaluate(Fields file, FileResult result) {
        boolean nftables = file.text("proxyMode").equals("nftables");
        for (Fields item : file.list("cases")) {
            ConformanceCase settings = ConformanceCase.of(file, item);
            KubeProxyConfig config = settings.config();
            Ruleset rules =
                    new IptablesMode(config, settings.servicePorts(), settings.endpoints()).rulesFor(settings.node());
            NftablesDifference difference = new NftablesDifference(settings);
            FlowTracer tracer = new FlowTracer(
                    rules,
                    new HashSet<>(settings.node().addresses()),
                    config.masquerade().mark());
            for (Fields flow : item.list("flows")) {
                Packet packet = packet(flow);
                Optional<String> skip = nftables ? difference.find(packet) : Optional.empty();
                if (skip.isPresent()) {
                    result.skip(1, skip.get());
                } else {
                    result.check(flow.text("id") + " " + flow.text("name"), expected(flow), tracer.trace(packet));
                }
            }
            checkExpectations(settings, rules, result);
        }
    }

    private static Packet packet(Fields flow) {
        Protocol protocol = Protocol.find(flow.text("protocol")).orElse(Protocol.TCP);
        FiveTuple tuple = new FiveTuple(
                protocol,
                new TransportAddress(IpAddress.parse(flow.text("sourceIP")), CLIENT_PORT),
                new TransportAddress(IpAddress.parse(flow.text("destIP")), flow.number("destPort", 0)));
        return protocol == Protocol.TCP ? Packet.tcp(tuple, TcpFlags.SYN, 0) : Packet.datagram(tuple, 0);
    }

    private static FlowFate expected(Fields flow) {
        return new FlowFate(flow.text("verdict"), new HashSet<>(flow.texts("endpoints")), flow.flag("masq", false));
    }

    private static void checkExpectations(ConformanceCase settings, Ruleset rules, FileResult result) {
        Fields expect = settings.fields().at("expect");
        for (String key : expect.keys()) {
            String item = settings.name() + ": " + key;
            switch (key) {
                case "kubeFirewallAntiMartianRule" ->
                    result.check(item, expect.flag(key, false), guardsLocalhost(rules));
                case "loadBalancerIPCaptured" ->
                    result.check(item, expect.flag(key, false), capturesLoadBalancer(settings, rules));
                case "noLocalEndpointsMetric" -> {
                    Fields metric = expect.at(key);
                    result.check(
                            item,
                            new NoLocalEndpoints(metric.number("internal", 0), metric.number("external", 0)),
                            NoLocalEndpoints.count(settings.servicePorts(), settings.endpoints(), settings.node()));
                }
                default -> result.fail(item, "an expectation podpath knows", key);
            }
        }
    }

    private static boolean guardsLocalhost(Ruleset rules) {
        return rules.findChain(Table.FILTER, "KUBE-FIREWALL").map(Chain::rules).orElse(List.of()).stream()
                .anyMatch(rule -> isDestination(rule, LOCALHOST));
    }

    private static boolean capturesLoadBalancer(ConformanceCase settings, Ruleset rules) {
        return settings.services().stream()
                .flatMap(service -> service.exposure().loadBalancerIngress().stream())
                .anyMatch(ingress -> rules.listChains(Table.NAT).stream()
                        .flatMap(chain -> chain.rules().stream())
                        .anyMatch(rule -> isDestination(rule, Cidr.host(ingress.ip()))));
    }

    private static boolean isDestination(Rule rule, Cidr range) {
        HeaderMatch.Address destination = rule.header().destination();
        return destination != null
                && !destination.negated()
                && destination.range().equals(range);
    }
}
