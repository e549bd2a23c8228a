package io.podpath.scenario.conformance;

import io.podpath.cluster.NamespacedName;
import io.podpath.element.Fraction;
import io.podpath.kubeproxy.ChainNames;
import io.podpath.kubeproxy.NftNames;
import io.podpath.kubeproxy.ServicePortName;
import io.podpath.model.Protocol;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Kind {@code ChainNames}: names of chains, and the text of probabilities. */
final class ChainNamesEvaluator implements KindEvaluator {

    private static final int DECIMALS = 10;

    @Override
    public void evaluate(Fields file, FileResult result) {
        for (Fields vector : file.list("vectors")) {
            String item = vector.text("kind") + " " + vector.text("hashInput");
            Protocol protocol = Protocol.find(vector.text("protocol")).orElse(Protocol.TCP);
            NamespacedName service = new NamespacedName(vector.text("namespace"), vector.text("service"));
            ServicePortName name = new ServicePortName(service, vector.text("portName"), protocol);
            switch (vector.text("kind")) {
                case "iptables-service" ->
                    result.check(
                            item, vector.text("expected"), ChainNames.of(name).hash());
                case "iptables-endpoint" ->
                    result.check(
                            item,
                            "KUBE-SEP-" + vector.text("expected"),
                            ChainNames.endpoint(name, vector.text("endpoint")));
                case "nftables-service" ->
                    result.check(
                            item, vector.text("expected"), NftNames.of(name).base());
                case "nftables-endpoint" ->
                    result.check(item, vector.text("expected"), NftNames.endpointBase(name, vector.text("endpoint")));
                default -> result.fail(item, "a kind of name podpath knows", vector.text("kind"));
            }
        }
        for (Fields vector : file.list("probability")) {
            int left = vector.number("endpointsLeft", 1);
            result.check("probability of 1 in " + left, vector.text("expected"), printed(Fraction.of(1, left)));
        }
    }

    /** As kube-proxy writes it; the kernel's 31-bit rounding comes later. */
    private static String printed(Fraction probability) {
        return new BigDecimal(probability.numerator())
                .divide(new BigDecimal(probability.denominator()), DECIMALS, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
