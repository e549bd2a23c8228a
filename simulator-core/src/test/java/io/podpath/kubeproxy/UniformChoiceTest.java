package io.podpath.kubeproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.Fraction;
import io.podpath.model.IpFamily;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The chain of probabilities is a uniform choice, however many endpoints there are. */
class UniformChoiceTest {

    @Property(tries = 30)
    void everyEndpointIsEquallyLikely(@ForAll @IntRange(min = 1, max = 60) int count) {
        TestService web = TestService.at("web", "10.0.7.1", 80);
        for (int i = 1; i <= count; i++) {
            web.endpoints("10.244.0." + i + ":80");
        }
        KubeProxyConfig config = KubeProxyConfig.of(IpFamily.IPV4, new LocalTrafficDetector.None());
        FlowTable flows = new FlowTable(TestService.proxy(config, web), new ProxyNode("node-a", "", List.of()));

        Map<String, Fraction> outcomes = flows.outcomes("10.244.9.9", "10.0.7.1:80");

        assertThat(outcomes).hasSize(count);
        assertThat(outcomes.values()).allMatch(Fraction.of(1, count)::equals);
    }
}
