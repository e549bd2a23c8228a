package io.podpath.azure.firewall;

import static io.podpath.azure.Packets.answer;
import static io.podpath.azure.Packets.ip;
import static io.podpath.azure.Packets.ping;
import static io.podpath.azure.Packets.portUnreachable;
import static io.podpath.azure.Packets.tcp;
import static io.podpath.azure.Packets.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.TestFirewall;
import io.podpath.azure.FakeContext;
import io.podpath.azure.security.ServiceTags;
import io.podpath.element.Verdict;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.trace.AzureFirewallReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.ModelReason;
import io.podpath.trace.Reason;
import io.podpath.trace.StepKind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A firewall between a virtual network and the internet.
 *
 * <pre>
 * 10.1.0.4 ---- fw 10.1.16.4 (instances 10.1.16.5), public 20.0.0.20 ---- 203.0.113.80 "mcr.example.com", .81 without name
 *                     \---- 10.2.0.4, over routes of the virtual network
 * </pre>
 */
class W01_AzureFirewallTest {

    private static final Map<IpAddress, List<String>> NAMES = Map.of(ip("203.0.113.80"), List.of("mcr.example.com"));

    private final FakeContext context = new FakeContext();
    private AzureFirewall firewall = with(rules());

    private static AzureFirewall with(TestFirewall declared) {
        FirewallPlace place = new FirewallPlace(ip("10.1.16.4"), ip("10.1.16.5"), ServiceTags::isPublic);
        return new AzureFirewall(declared.publicIps("20.0.0.20").build(), place, NAMES);
    }

    private static TestFirewall rules() {
        return TestFirewall.in("hub");
    }

    private Verdict fromInside(Packet packet) {
        return firewall.process(packet, context.forget().at(AzureFirewall.VNET));
    }

    private Verdict fromOutside(Packet packet) {
        return firewall.process(packet, context.forget().at(AzureFirewall.INTERNET));
    }

    private static Packet sent(Verdict verdict) {
        return ((Verdict.Forward) verdict).packet();
    }

    private static Reason reason(Verdict verdict) {
        return ((Verdict.Drop) verdict).reason();
    }

    @Test
    void withoutRulesEverythingIsDenied() {
        assertThat(reason(fromInside(tcp("10.1.0.4", "203.0.113.80:443")))).isEqualTo(AzureFirewallReason.FW_DENIED);
        assertThat(reason(fromOutside(tcp("203.0.113.80", "20.0.0.20:443"))))
                .isEqualTo(AzureFirewallReason.FW_NO_DNAT_RULE);
    }

    @Test
    void theLowestPriorityNumberDecides() {
        firewall = with(rules().network("200 allow tcp * -> * 22").network("100 deny tcp * -> * 22"));

        Verdict verdict = fromInside(tcp("10.1.0.4", "203.0.113.80:22"));

        assertThat(reason(verdict)).isEqualTo(AzureFirewallReason.FW_DENIED);
        assertThat(((Verdict.Drop) verdict).detail()).contains("deny100/rule (priority 100)");
    }

    @Test
    void networkRulesComeBeforeApplicationRules() {
        firewall = with(rules().network("300 allow tcp * -> * 443").application("100 deny * -> mcr.example.com"));

        assertThat(fromInside(tcp("10.1.0.4", "203.0.113.80:443"))).isInstanceOf(Verdict.Forward.class);
    }

    @Test
    void rulesThatWereAskedAreNamedWithWhatDidNotFit() {
        firewall = with(rules().network("100 allow udp * -> * 53").application("200 allow * -> *.ubuntu.com"));

        fromInside(tcp("10.1.0.4", "203.0.113.80:443"));

        assertThat(context.step(StepKind.FIREWALL).considered())
                .extracting(rule -> rule.because())
                .containsExactly("protocol TCP is not one of [UDP]", "mcr.example.com is not a target");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            mcr.example.com  | 203.0.113.80:443  | allowed
            *.example.com    | 203.0.113.80:443  | allowed
            *                | 203.0.113.81:443  | allowed
            other.com        | 203.0.113.80:443  | FW_DENIED
            *.mcr.example.com| 203.0.113.80:443  | FW_DENIED
            mcr.example.com  | 203.0.113.80:8443 | FW_DENIED
            mcr.example.com  | 203.0.113.81:443  | FW_NAME_UNKNOWN
            """, delimiter = '|')
    void applicationRulesGoByName(String target, String destination, String result) {
        firewall = with(rules().application("100 allow * -> " + target));

        Verdict verdict = fromInside(tcp("10.1.0.4", destination));

        assertThat(verdict instanceof Verdict.Drop drop ? drop.reason().name() : "allowed")
                .isEqualTo(result);
    }

    @Test
    void aServiceTagIsNotGuessed() {
        firewall = with(rules().network("100 allow tcp * -> AzureCloud.WestEurope 443"));

        Verdict.Drop verdict = (Verdict.Drop) fromInside(tcp("10.1.0.4", "203.0.113.80:443"));

        assertThat(verdict.disposition()).isEqualTo(Disposition.INSUFFICIENT_INFO);
        assertThat(verdict.reason()).isEqualTo(ModelReason.MODEL_SERVICE_TAG);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            default            | network     | 203.0.113.80:443 | 20.0.0.20 | internet
            default            | network     | 10.2.0.4:443     | 10.1.0.4  | vnet
            default            | application | 10.2.0.4:443     | 10.1.16.5 | vnet
            0.0.0.0/0          | network     | 203.0.113.80:443 | 10.1.0.4  | vnet
            0.0.0.0/0          | application | 203.0.113.80:443 | 20.0.0.20 | internet
            255.255.255.255/32 | network     | 10.2.0.4:443     | 10.1.16.5 | vnet
            203.0.113.0/24     | network     | 203.0.113.80:443 | 10.1.0.4  | vnet
            """, delimiter = '|')
    void whoIsHiddenFromWhom(String ranges, String kind, String destination, String source, String way) {
        TestFirewall declared = kind.equals("network")
                ? rules().network("100 allow tcp * -> *")
                : rules().application("100 allow * -> *");
        firewall = with(ranges.equals("default") ? declared : declared.privateRanges(ranges));

        Verdict.Forward verdict = (Verdict.Forward) fromInside(tcp("10.1.0.4", destination));

        assertThat(verdict.packet().source().address()).isEqualTo(ip(source));
        assertThat(verdict.outInterface()).isEqualTo(way);
    }

    @Test
    void theAnswerComesBackTheWayTheRequestWent() {
        firewall = with(rules().network("100 allow tcp * -> * 443"));
        Packet request = tcp("10.1.0.4:40000", "203.0.113.80:443");
        Packet outside = sent(fromInside(request));

        assertThat(sent(fromOutside(answer(outside))).tuple())
                .isEqualTo(request.tuple().reply());
        assertThat(reason(fromInside(answer(outside)))).isEqualTo(AzureFirewallReason.FW_NO_SESSION);
    }

    @Test
    void anIcmpErrorAboutASessionReachesItsSender() {
        firewall = with(rules().network("100 allow udp * -> * 53"));
        Packet request = udp("10.1.0.4:40000", "203.0.113.80:53");

        Packet error = sent(fromOutside(portUnreachable(sent(fromInside(request)))));

        assertThat(error.destination().address()).isEqualTo(ip("10.1.0.4"));
        assertThat(error.findIcmpError().orElseThrow().quoted()).isEqualTo(request.tuple());
    }

    @Test
    void anAnswerWithoutRequestHasNoSession() {
        firewall = with(rules().network("100 allow any * -> *"));

        Verdict.Drop verdict = (Verdict.Drop) fromInside(answer(tcp("203.0.113.10:40000", "20.0.0.4:80")));

        assertThat(verdict.disposition()).isEqualTo(Disposition.NO_SESSION);
        assertThat(verdict.reason()).isEqualTo(AzureFirewallReason.FW_NO_SESSION);
    }

    @Test
    void aPublishedPortHidesTheClientAndKeepsItsPort() {
        firewall = with(rules().dnat("20.0.0.20:80 -> 10.2.0.4:8080"));
        Packet request = tcp("203.0.113.10:40000", "20.0.0.20:80");

        Packet inside = sent(fromOutside(request));
        Packet back = sent(fromInside(answer(inside)));

        assertThat(inside.source().toString()).isEqualTo("10.1.16.5:40000");
        assertThat(inside.destination().toString()).isEqualTo("10.2.0.4:8080");
        assertThat(back.tuple()).isEqualTo(request.tuple().reply());
    }

    @Test
    void twoClientsWithOnePortAreToldApart() {
        firewall = with(rules().dnat("20.0.0.20:80 -> 10.2.0.4:8080"));

        assertThat(sent(fromOutside(tcp("203.0.113.10:40000", "20.0.0.20:80"))).source())
                .isNotEqualTo(sent(fromOutside(tcp("203.0.113.11:40000", "20.0.0.20:80")))
                        .source());
    }

    @Test
    void pingsAreHiddenFromNobodyOnTheInternet() {
        firewall = with(rules().network("100 allow icmp * -> *"));

        assertThat(reason(fromInside(ping("10.1.0.4", "203.0.113.80"))))
                .isEqualTo(AzureFirewallReason.FW_SNAT_PROTOCOL);
        assertThat(fromInside(ping("10.1.0.4", "10.2.0.4"))).isInstanceOf(Verdict.Forward.class);
    }

    @Test
    void twoInstancesWithOneAddressHave4992PortsTowardsADestination() {
        firewall = with(rules().network("100 allow tcp * -> *"));
        Set<String> sources = new HashSet<>();
        for (int i = 0; i < 2 * 2_496; i++) {
            sources.add(sent(fromInside(tcp("10.1.0.4:" + (10_000 + i), "203.0.113.80:443")))
                    .source()
                    .toString());
        }

        Verdict.Drop full = (Verdict.Drop) fromInside(tcp("10.1.0.4:9999", "203.0.113.80:443"));

        assertThat(sources).hasSize(4_992);
        assertThat(full.disposition()).isEqualTo(Disposition.SNAT_EXHAUSTED);
        assertThat(full.detail()).contains("1 x 4992 source ports towards 203.0.113.80:443");
        assertThat(fromInside(tcp("10.1.0.4:9999", "203.0.113.81:443"))).isInstanceOf(Verdict.Forward.class);
    }
}
