package io.podpath.lab.verify;

import io.podpath.model.FiveTuple;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;

/**
 * The rule by which the lab's fabric does with packets what podpath says Azure does: drops them, or rewrites them
 * without remembering anything and sends them to a machine.
 *
 * @param segment what podpath says
 * @param podpath podpath's names of ports
 * @param clientPort the client's port in this run, in the place of podpath's
 */
record SteeringRule(Segment segment, PortNames podpath, int clientPort) {

    /** A translation can be done without memory only if the port it starts from is settled beforehand. */
    static boolean isTranslatable(Segment segment, PortNames podpath) {
        FiveTuple tuple = segment.packet().tuple();
        return segment.isTranslated()
                && tuple.protocol().hasPorts()
                && podpath.isKnown(tuple.source().port());
    }

    /**
     * The rule in nftables' language.
     *
     * @param port the fabric's interface towards the machine the packet comes from
     * @param machine the number of the machine it goes to
     */
    String text(String port, int machine) {
        FiveTuple tuple = segment.packet().tuple();
        StringBuilder rule = new StringBuilder("iifname ").append(port);
        rule.append(header(tuple)).append("saddr ").append(tuple.source().address());
        rule.append(header(tuple)).append("daddr ").append(tuple.destination().address());
        rule.append(" meta l4proto ").append(tuple.protocol().lowerCaseName());
        rule.append(match("sport", tuple.source(), tuple.protocol()));
        rule.append(match("dport", tuple.destination(), tuple.protocol()));
        if (segment.findTo().isEmpty()) {
            return rule.append(" drop").toString();
        }
        if (isTranslatable(segment, podpath)) {
            FiveTuple after = segment.arrived().tuple();
            rule.append(rewrite("s", tuple.source(), after.source()));
            rule.append(rewrite("d", tuple.destination(), after.destination()));
        }
        return rule.append(" meta mark set ").append(machine).append(" accept").toString();
    }

    private static String header(FiveTuple tuple) {
        return tuple.family() == IpFamily.IPV4 ? " ip " : " ip6 ";
    }

    private String match(String field, TransportAddress end, Protocol protocol) {
        boolean isSettled = protocol.hasPorts() && podpath.isKnown(end.port());
        return isSettled ? " " + protocol.lowerCaseName() + " " + field + " " + real(end) : "";
    }

    private String rewrite(String side, TransportAddress before, TransportAddress after) {
        StringBuilder text = new StringBuilder();
        if (!before.address().equals(after.address())) {
            text.append(header(segment.packet().tuple())).append(side);
            text.append("addr set ").append(after.address());
        }
        if (before.port() != after.port()) {
            text.append(" ").append(segment.packet().protocol().lowerCaseName());
            text.append(" ").append(side).append("port set ").append(real(after));
        }
        return text.toString();
    }

    private int real(TransportAddress end) {
        return end.port() == podpath.clientPort() ? clientPort : end.port();
    }
}
