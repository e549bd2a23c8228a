package io.podpath.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.cluster.LocalDnsProfile;
import io.podpath.cluster.LocalDnsProfile.Block;
import io.podpath.cluster.LocalDnsProfile.Cache;
import io.podpath.cluster.LocalDnsProfile.Destination;
import io.podpath.cluster.LocalDnsProfile.Policy;
import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is asked for which name at which address of LocalDNS. */
class LocalDnsTest {

    private static final List<IpAddress> VNET = List.of(IpAddress.parse("10.1.2.53"), IpAddress.parse("10.1.2.54"));

    @ParameterizedTest
    @CsvSource({
        "169.254.10.10, api.contoso.com,            udp 10.1.2.53:53",
        "169.254.10.10, web.shop.svc.cluster.local, tcp 10.0.0.10:53",
        "169.254.10.11, api.contoso.com,            udp 10.0.0.10:53",
        "169.254.10.11, web.shop.svc.cluster.local, tcp 10.0.0.10:53"
    })
    void eachAddressHasItsServers(String listener, String name, String expected) {
        assertThat(asked(LocalDnsProfile.DEFAULT, listener, name)).isEqualTo(expected);
    }

    @Test
    void leftoversOfSearchListsStayOnTheNode() {
        LocalDns dns = new LocalDns(LocalDnsProfile.DEFAULT, IpAddress.parse("10.0.0.10"));

        assertThat(dns.decide(LocalDnsProfile.CLUSTER_LISTENER, a("x.reddog.microsoft.com"), VNET))
                .isEqualTo(new Decision.Answers(new DnsAnswer.NoSuchName("LocalDNS, template reddog.microsoft.com")));
    }

    @Test
    void anOverrideTakesItsZoneAndLeavesTheRest() {
        Block past = new Block(LocalDnsProfile.Protocol.FORCE_TCP, Destination.VNET_DNS, Policy.RANDOM, Cache.DEFAULT);
        LocalDnsProfile profile = LocalDnsProfile.ofOverrides(Map.of(), Map.of("contoso.com", past));

        assertThat(asked(profile, "169.254.10.11", "api.contoso.com")).isEqualTo("tcp 10.1.2.53:53, 10.1.2.54:53");
        assertThat(asked(profile, "169.254.10.11", "example.org")).isEqualTo("udp 10.0.0.10:53");
        assertThat(asked(profile, "169.254.10.10", "api.contoso.com")).isEqualTo("udp 10.1.2.53:53");
    }

    private static String asked(LocalDnsProfile profile, String listener, String name) {
        LocalDns dns = new LocalDns(profile, IpAddress.parse("10.0.0.10"));
        Decision.AsksOn asksOn = (Decision.AsksOn) dns.decide(IpAddress.parse(listener), a(name), VNET);
        String servers = asksOn.servers().toString();
        return asksOn.protocol().toString().toLowerCase(Locale.ROOT) + " " + servers.substring(1, servers.length() - 1);
    }

    private static DnsQuestion a(String name) {
        return new DnsQuestion(name, RecordType.A);
    }
}
