package io.podpath.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.CoreDnsCustom;
import io.podpath.cluster.CoreDnsCustom.ServerBlock;
import io.podpath.cluster.CoreDnsPlugin;
import io.podpath.cluster.CoreDnsPlugin.Forward;
import io.podpath.cluster.CoreDnsPlugin.Hosts;
import io.podpath.cluster.CoreDnsPlugin.Rewrite;
import io.podpath.cluster.CoreDnsPlugin.Template;
import io.podpath.cluster.CoreDnsPlugin.Unread;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AKS's Corefile, and what the ConfigMap coredns-custom adds to it. */
class CoreDnsTest {

    private static final IpAddress AZURE = IpAddress.parse("168.63.129.16");
    private static final TransportAddress CORP = new TransportAddress(IpAddress.parse("10.1.2.53"), 53);

    @ParameterizedTest
    @CsvSource({
        "api.contoso.com.id.bx.internal.cloudapp.net, false",
        "web.reddog.microsoft.com, false",
        "erp.id.bx.internal.cloudapp.net, true",
        "api.contoso.com, true"
    })
    void leftoversOfSearchListsAreRefusedAndOtherNamesSentOn(String name, boolean sentOn) {
        Decision decision = coreDns(List.of()).decide(a(name), List.of(AZURE));

        assertThat(decision)
                .isEqualTo(
                        sentOn
                                ? new Decision.AsksOn(a(name), List.of(new TransportAddress(AZURE, 53)), Protocol.UDP)
                                : new Decision.Answers(new DnsAnswer.NoSuchName("CoreDNS, template "
                                        + (name.endsWith("net") ? "internal.cloudapp.net" : "reddog.microsoft.com"))));
    }

    @Test
    void theLongestZoneHasTheName() {
        Corefile dns = coreDns(List.of(
                block("contoso.com", forward("", CORP)), block("db.contoso.com", forward("", CORP.withPort(5353)))));

        assertThat(servers(dns, "erp.contoso.com")).containsExactly(CORP);
        assertThat(servers(dns, "a.db.contoso.com")).containsExactly(CORP.withPort(5353));
        assertThat(servers(dns, "contoso.com.example")).containsExactly(new TransportAddress(AZURE, 53));
    }

    @Test
    void aForwardForAnotherZoneThanItsBlockAnswersNothing() {
        Corefile dns = coreDns(List.of(block("contoso.com", forward("foo.com", CORP))));

        assertThat(answer(dns, "erp.contoso.com")).isInstanceOf(DnsAnswer.Failed.class);
    }

    @Test
    void anOverridesForwardStandsBehindThatOfAks() {
        assertThat(servers(overridden(forward("contoso.com", CORP)), "erp.contoso.com"))
                .containsExactly(new TransportAddress(AZURE, 53));
    }

    @Test
    void hostsAreAskedBeforeTheClusterAndFailOnWhatTheyDoNotKnow() {
        Map<String, List<IpAddress>> entries = Map.of("erp.contoso.com", List.of(CORP.address()));
        Corefile closed = overridden(new Hosts(entries, List.of()));
        Corefile open = overridden(new Hosts(entries, List.of("")));

        assertThat(answer(closed, "erp.contoso.com").text()).isEqualTo("10.1.2.53");
        assertThat(answer(closed, "web.shop.svc.cluster.local").text()).isEqualTo("SERVFAIL");
        assertThat(answer(open, "web.shop.svc.cluster.local").text()).isEqualTo("NXDOMAIN");
        assertThat(((Decision.Answers) open.decide(new DnsQuestion("erp.contoso.com", RecordType.AAAA), List.of()))
                        .answer()
                        .text())
                .isEqualTo("no address");
    }

    @ParameterizedTest
    @CsvSource({
        "EXACT,     a.old,                 b.new,                   a.old,      b.new",
        "EXACT,     a.old,                 b.new,                   x.a.old,    x.a.old",
        "PREFIX,    a.,                    b.,                      a.old,      b.old",
        "SUFFIX,    .old,                  .shop.svc.cluster.local, web.old,    web.shop.svc.cluster.local",
        "SUBSTRING, west,                  east,                    db.west.az, db.east.az",
        "REGEX,     '(.*)-(eu)\\.old\\.$', '{1}.{2}.new',           web-eu.old, web.eu.new"
    })
    void namesAreRewritten(Rewrite.Match match, String from, String to, String asked, String expected) {
        Rewrite rewrite = new Rewrite(match, from, to, Rewrite.Then.STOP);

        assertThat(NameRewrites.apply(List.of(rewrite), asked)).isEqualTo(expected);
    }

    @Test
    void aRewriteThatStopsIsTheLastOne() {
        Rewrite second = new Rewrite(Rewrite.Match.EXACT, "b", "c", Rewrite.Then.STOP);

        assertThat(NameRewrites.apply(List.of(exact(Rewrite.Then.STOP), second), "a"))
                .isEqualTo("b");
        assertThat(NameRewrites.apply(List.of(exact(Rewrite.Then.CONTINUE), second), "a"))
                .isEqualTo("c");
    }

    @Test
    void aTemplateRefusesAWholeZone() {
        assertThat(answer(overridden(new Template("ads.example", 0)), "x.ads.example")
                        .text())
                .isEqualTo("NXDOMAIN");
    }

    @Test
    void aPluginThatIsNotReadIsSaidNotGuessed() {
        Corefile dns = coreDns(List.of(block("contoso.com", new Unread("acl", "is not read"))));

        assertThat(answer(dns, "erp.contoso.com").by()).contains("acl", "test.server");
        assertThat(answer(dns, "web.shop.svc.cluster.local").text()).isEqualTo("NXDOMAIN");
    }

    private static Rewrite exact(Rewrite.Then then) {
        return new Rewrite(Rewrite.Match.EXACT, "a", "b", then);
    }

    private static Corefile coreDns(List<ServerBlock> servers) {
        return CoreDns.of(new ClusterZone(ClusterObjects.EMPTY), new CoreDnsCustom(servers, List.of()));
    }

    private static Corefile overridden(CoreDnsPlugin... plugins) {
        return CoreDns.of(new ClusterZone(ClusterObjects.EMPTY), new CoreDnsCustom(List.of(), Arrays.asList(plugins)));
    }

    private static ServerBlock block(String zone, CoreDnsPlugin... plugins) {
        return new ServerBlock("test.server", List.of(zone), Arrays.asList(plugins));
    }

    private static Forward forward(String zone, TransportAddress server) {
        return new Forward(zone, List.of(server), List.of(), Set.of());
    }

    private static DnsQuestion a(String name) {
        return new DnsQuestion(name, RecordType.A);
    }

    private static DnsAnswer answer(Corefile dns, String name) {
        return ((Decision.Answers) dns.decide(a(name), List.of(AZURE))).answer();
    }

    private static List<TransportAddress> servers(Corefile dns, String name) {
        return ((Decision.AsksOn) dns.decide(a(name), List.of(AZURE))).servers();
    }
}
