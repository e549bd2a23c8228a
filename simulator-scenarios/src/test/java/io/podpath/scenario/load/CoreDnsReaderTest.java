package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.errors;
import static io.podpath.scenario.load.Inputs.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.cluster.CoreDnsCustom;
import io.podpath.cluster.CoreDnsPlugin.Forward;
import io.podpath.cluster.CoreDnsPlugin.Hosts;
import io.podpath.cluster.CoreDnsPlugin.Rewrite;
import io.podpath.cluster.CoreDnsPlugin.Template;
import io.podpath.cluster.CoreDnsPlugin.Unread;
import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ConfigMap coredns-custom, as its documentation writes it. */
class CoreDnsReaderTest {

    @Test
    void stubDomainsAreServerBlocks() {
        String text = manifest("test.server", """
                abc.com:53 { # the old one
                    errors
                    cache 30
                    forward . 1.2.3.4 [fd00::53]:5353 /etc/resolv.conf {
                        except x.abc.com
                        policy sequential
                        force_tcp
                    }
                }
                my.cluster.local, Other.example. {
                    forward . dns://2.3.4.5
                }
                """);

        assertThat(warnings(text)).isEmpty();
        CoreDnsCustom custom = read(text);
        assertThat(custom.servers()).hasSize(2);
        assertThat(custom.servers().get(0).zones()).containsExactly("abc.com");
        assertThat(custom.servers().get(0).plugins())
                .containsExactly(new Forward(
                        "",
                        List.of(to("1.2.3.4", 53), to("fd00::53", 5353)),
                        List.of("x.abc.com"),
                        Set.of(Forward.Option.NODE_SERVERS, Forward.Option.SEQUENTIAL, Forward.Option.FORCE_TCP)));
        assertThat(custom.servers().get(1).zones()).containsExactly("my.cluster.local", "other.example");
    }

    @Test
    void overridesAddPluginsToTheBlockOfAks() {
        String text = manifest("test.override", """
                hosts {
                    10.0.0.1 example1.org www.example1.org
                    fallthrough
                }
                rewrite stop {
                    name regex (.*)\\.old\\.com {1}.shop.svc.cluster.local
                    answer name (.*)\\.shop\\.svc\\.cluster\\.local {1}.old.com
                }
                rewrite continue name suffix .a .b
                template ANY ANY ads.example {
                    rcode NXDOMAIN
                }
                log
                """);

        List<IpAddress> address = List.of(IpAddress.parse("10.0.0.1"));
        assertThat(warnings(text)).isEmpty();
        CoreDnsCustom custom = read(text);
        assertThat(custom.overrides())
                .containsExactly(
                        new Hosts(Map.of("example1.org", address, "www.example1.org", address), List.of("")),
                        new Rewrite(
                                Rewrite.Match.REGEX,
                                "(.*)\\.old\\.com",
                                "{1}.shop.svc.cluster.local",
                                Rewrite.Then.STOP),
                        new Rewrite(Rewrite.Match.SUFFIX, ".a", ".b", Rewrite.Then.CONTINUE),
                        new Template("ads.example", 0));
    }

    @ParameterizedTest
    @CsvSource({
        "acl {,                                 is a plugin podpath does not read",
        "forward . tls://9.9.9.9 {,             neither an address nor /etc/resolv.conf",
        "forward . 1.2.3.4 {~next NXDOMAIN,     with next is not read",
        "hosts /etc/more {,                     with a file or with zones is not read",
        "rewrite ttl exact a.b 15 {,            of anything but a name is not read",
        "rewrite name regex (a b {,             has a pattern that cannot be read",
        "template IN A x.y {,                   is read only as a refusal of a whole zone"
    })
    void whatIsNotReadIsSaid(String plugin, String words) {
        String text = manifest("test.server", "x.y {\n" + plugin.replace('~', '\n') + "\n}\n}\n");

        assertThat(read(text).servers().get(0).plugins()).singleElement().isInstanceOf(Unread.class);
        assertThat(warnings(text)).singleElement().asString().contains("line 2", words);
    }

    @Test
    void whatDoesNothingIsSaid() {
        String behindAks = manifest("corp.override", "forward contoso.com 10.1.2.53");
        String otherPort = manifest("x.server", "x.y:5353 {\nforward . 1.2.3.4\n}");

        assertThat(warnings(behindAks)).singleElement().asString().contains("needs a key that ends in .server");
        assertThat(warnings(manifest("corp.conf", "x.y")))
                .singleElement()
                .asString()
                .contains("this one does nothing");
        assertThat(warnings(otherPort)).singleElement().asString().contains("x.y:5353 does not listen on port 53");
        assertThat(read(otherPort).servers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "x.y {~forward . 1.2.3.4~,   line 1: this brace is never closed",
        "x.y {~}~},                  line 3: this brace closes nothing",
        "x.y { forward . 1.2.3.4 },  line 1: a brace opens at the end of a line",
        "'x.y {~log \"a~}',          line 2: the quote is never closed",
        "'{~}',                      line 1: a brace needs a name"
    })
    void aTextThatCoreDnsCannotReadIsAnError(String text, String words) {
        assertThat(errors(manifest("x.server", text.replace('~', '\n'))))
                .singleElement()
                .asString()
                .contains("CoreDNS cannot read this", words);
    }

    private static CoreDnsCustom read(String manifest) {
        return Inputs.only(manifest).input().objects().addons().coreDns();
    }

    private static String manifest(String key, String text) {
        String indented = text.strip().replace("\n", "\n    ");
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: coredns-custom, namespace: kube-system}\n"
                + "data:\n  " + key + ": |\n    " + indented + "\n";
    }

    private static TransportAddress to(String address, int port) {
        return new TransportAddress(IpAddress.parse(address), port);
    }
}
