package io.podpath.scenario.conformance;

import io.podpath.kubeproxy.NoLocalEndpoints;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import java.util.HashSet;

/** Kind {@code PacketFlows}: rows of source, destination and result, run through the literal rules. */
final class PacketFlowsEvaluator implements KindEvaluator {

    private static final int CLIENT_PORT = 41_022;

    @Override
    public void evaluate(Fields file, FileResult result) {
        for (Fields item : file.list("cases")) {
            ConformanceCase settings = ConformanceCase.of(file, item);
            ProxyRules rules = ProxyRules.of(settings);
            FlowTracer tracer = new FlowTracer(
                    rules.all(),
                    new HashSet<>(settings.node().addresses()),
                    settings.config().masquerade().mark());
            for (Fields flow : item.list("flows")) {
                result.check(flow.text("id") + " " + flow.text("name"), expected(flow), tracer.trace(packet(flow)));
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

    private static void checkExpectations(ConformanceCase settings, ProxyRules rules, FileResult result) {
        Fields expect = settings.fields().at("expect");
        for (String key : expect.keys()) {
            String item = settings.name() + ": " + key;
            switch (key) {
                case "kubeFirewallAntiMartianRule" ->
                    result.check(item, expect.flag(key, false), rules.guardsLocalhost());
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

    private static boolean capturesLoadBalancer(ConformanceCase settings, ProxyRules rules) {
        return settings.services().stream()
                .flatMap(service -> service.exposure().loadBalancerIngress().stream())
                .anyMatch(ingress -> rules.captures(ingress.ip()));
    }
}
