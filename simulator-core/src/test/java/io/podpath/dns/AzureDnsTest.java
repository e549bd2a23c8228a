package io.podpath.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.DnsRecord;
import io.podpath.azure.resource.PrivateDnsZoneSpec;
import io.podpath.azure.resource.PublicDnsNameSpec;
import io.podpath.model.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A storage account with a private endpoint in one of two virtual networks. */
class AzureDnsTest {

    private static final String ACCOUNT = "acct.blob.core.windows.net";
    private static final String PRIVATE = "acct.privatelink.blob.core.windows.net";

    private final AzureDns dns = new AzureDns(AzureEnvironment.of(List.of(
            new PrivateDnsZoneSpec(
                    "privatelink.blob.core.windows.net",
                    List.of("hub"),
                    List.of(address("acct", "10.1.5.4"), address("*.wild", "10.1.5.9"))),
            new PublicDnsNameSpec(ACCOUNT, new DnsRecord(ACCOUNT, List.of(), PRIVATE)),
            new PublicDnsNameSpec(PRIVATE, address(PRIVATE, "20.60.1.1")))));

    private static DnsRecord address(String name, String address) {
        return new DnsRecord(name, List.of(IpAddress.parse(address)), null);
    }

    private DnsAnswer answer(String network, String name) {
        return dns.answer(network, new DnsQuestion(name, RecordType.A));
    }

    @Test
    void aNameWithoutRecordOfThisTypeExistsAllTheSame() {
        assertThat(dns.answer("hub", new DnsQuestion(ACCOUNT, RecordType.AAAA)).text())
                .isEqualTo("no address");
    }

    @Test
    void theLinkedNetworkIsGivenThePrivateAddressBehindTheAlias() {
        assertThat(answer("hub", ACCOUNT).text()).isEqualTo("10.1.5.4");
        assertThat(answer("hub", ACCOUNT).by()).isEqualTo("private zone privatelink.blob.core.windows.net");
    }

    @Test
    void aNetworkWithoutLinkIsGivenThePublicOne() {
        assertThat(answer("spoke", ACCOUNT).text()).isEqualTo("20.60.1.1");
    }

    @Test
    void aLinkedZoneHidesTheInternetsNames() {
        assertThat(answer("hub", "other.privatelink.blob.core.windows.net")).isInstanceOf(DnsAnswer.NoSuchName.class);
    }

    @Test
    void aWildcardStandsForEveryNameBelowIt() {
        assertThat(answer("hub", "a.wild.privatelink.blob.core.windows.net").text())
                .isEqualTo("10.1.5.9");
        assertThat(answer("hub", "wild.privatelink.blob.core.windows.net")).isInstanceOf(DnsAnswer.NoSuchName.class);
    }

    @Test
    void aNameNobodyDeclaredIsUnknownNotAbsent() {
        assertThat(answer("hub", "example.org")).isInstanceOf(DnsAnswer.Unknown.class);
    }

    @Test
    void aliasesInACircleEnd() {
        AzureDns circle = new AzureDns(AzureEnvironment.of(List.of(
                new PublicDnsNameSpec("a.example", new DnsRecord("a", List.of(), "b.example")),
                new PublicDnsNameSpec("b.example", new DnsRecord("b", List.of(), "a.example")))));

        assertThat(circle.answer("hub", new DnsQuestion("a.example", RecordType.A)))
                .isInstanceOf(DnsAnswer.NoSuchName.class);
    }
}
