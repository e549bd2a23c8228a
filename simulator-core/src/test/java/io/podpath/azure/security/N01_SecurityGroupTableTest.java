package io.podpath.azure.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.Packets;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.azure.resource.ServiceTagSpec;
import io.podpath.model.Cidr;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.trace.RuleReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Feature: which rule of a security group decides.
 *
 * <pre>
 * VNet 10.1.0.0/16, peered 10.2.0.0/16, learned 172.16.0.0/12, user-defined route 10.244.0.0/16, frontend 20.0.0.4
 * Storage.WestEurope = 20.60.0.0/16 (given), Storage unknown; asg-web = 10.1.5.4, 10.1.5.5; asg-db = 10.1.6.4
 * </pre>
 */
class N01_SecurityGroupTableTest {

    private final ServiceTags tags = Rules.tags("10.1.0.0/16")
            .withPeered(List.of(Cidr.parse("10.2.0.0/16")))
            .withLearnedRoutes(List.of(Cidr.parse("172.16.0.0/12")))
            .withUserRoutes(List.of(Cidr.parse("10.244.0.0/16")))
            .withNamed(NamedAddresses.of(
                    List.of(new ServiceTagSpec("Storage.WestEurope", List.of(Cidr.parse("20.60.0.0/16")))),
                    Map.of(
                            "asg-web",
                            Set.of(IpAddress.parse("10.1.5.4"), IpAddress.parse("10.1.5.5")),
                            "asg-db",
                            Set.of(IpAddress.parse("10.1.6.4")))));
    private final NetworkSecurityGroup group = Rules.group(
            "aks-nsg",
            tags,
            "100 DenyTelnet in deny TCP * -> *:23",
            "110 AllowAdmins in allow TCP 203.0.113.0/24,198.51.100.7 -> 10.1.0.0/16:22,8000-8100",
            "120 AllowPing in allow ICMP 10.9.0.0/16 -> *",
            "130 AllowStorage in allow any Storage -> 10.1.9.0/24",
            "140 AllowWebToDb in allow TCP asg-web -> asg-db:1433",
            "150 DenyDb in deny any * -> asg-db",
            "160 DenySql in deny any Sql -> 10.1.8.0/24",
            "500 AllowWeb in allow TCP Internet -> 20.0.0.4:80",
            "200 DenyDns out deny UDP * -> AzurePlatformDNS:53",
            "210 DenyHost out deny any * -> 168.63.129.16",
            "220 DenySmtp out deny TCP * -> Internet:25",
            "230 AllowRegion out allow TCP * -> storage.westeurope:443",
            "240 DenyHttps out deny TCP 10.1.7.0/24 -> Internet:443");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            name                              | way | protocol | from          | to               | result      | by
            same subnet                       | in  | TCP  | 10.1.1.4          | 10.1.1.5:443     | ALLOWED     | AllowVnetInBound 65000
            peered network                    | in  | TCP  | 10.2.1.4          | 10.1.1.5:443     | ALLOWED     | AllowVnetInBound 65000
            prefix of a user-defined route    | in  | TCP  | 10.244.1.9        | 10.244.0.7:8080  | ALLOWED     | AllowVnetInBound 65000
            other private range               | in  | TCP  | 192.168.1.4       | 10.1.1.5:443     | DENIED      | DenyAllInBound 65500
            custom deny comes first           | in  | TCP  | 10.1.1.4          | 10.1.1.5:23      | DENIED      | DenyTelnet 100
            augmented rule, first prefix      | in  | TCP  | 203.0.113.9       | 10.1.1.5:8050    | ALLOWED     | AllowAdmins 110
            augmented rule, second prefix     | in  | TCP  | 198.51.100.7      | 10.1.1.5:22      | ALLOWED     | AllowAdmins 110
            augmented rule, port outside      | in  | TCP  | 198.51.100.7      | 10.1.1.5:8101    | DENIED      | DenyAllInBound 65500
            ping                              | in  | ICMP | 10.9.0.1          | 10.1.1.5         | ALLOWED     | AllowPing 120
            ping has no port                  | in  | ICMP | 203.0.113.9       | 10.1.1.5         | DENIED      | DenyAllInBound 65500
            internet to the frontend          | in  | TCP  | 192.0.2.1         | 20.0.0.4:80      | ALLOWED     | AllowWeb 500
            internet to the node port         | in  | TCP  | 192.0.2.1         | 10.1.1.5:31080   | DENIED      | DenyAllInBound 65500
            health probe                      | in  | TCP  | 168.63.129.16     | 10.1.1.5:31080   | ALLOWED     | AllowAzureLoadBalancerInBound 65001
            range learned from a gateway      | in  | TCP  | 172.20.0.9        | 10.1.1.5:443     | ALLOWED     | AllowVnetInBound 65000
            unknown tag, public source        | in  | TCP  | 192.0.2.1         | 10.1.9.5:80      | UNKNOWN_TAG | AllowStorage 130
            unknown tag, but denied anyhow    | in  | TCP  | 192.0.2.1         | 10.1.8.5:80      | DENIED      | DenyAllInBound 65500
            member to member of two groups    | in  | TCP  | 10.1.5.5          | 10.1.6.4:1433    | ALLOWED     | AllowWebToDb 140
            somebody else to a member         | in  | TCP  | 10.1.5.6          | 10.1.6.4:1433    | DENIED      | DenyDb 150
            to somebody who is no member      | in  | TCP  | 10.1.5.6          | 10.1.6.5:1433    | ALLOWED     | AllowVnetInBound 65000
            unknown tag, private source       | in  | TCP  | 10.1.1.4          | 10.1.9.5:80      | ALLOWED     | AllowVnetInBound 65000
            out to the network                | out | TCP  | 10.1.1.4          | 10.2.1.4:443     | ALLOWED     | AllowVnetOutBound 65000
            out to the internet               | out | TCP  | 10.1.1.4          | 192.0.2.1:443    | ALLOWED     | AllowInternetOutBound 65001
            out to the internet, denied port  | out | TCP  | 10.1.1.4          | 192.0.2.1:25     | DENIED      | DenySmtp 220
            out to a tag with given contents  | out | TCP  | 10.1.7.4          | 20.60.3.4:443    | ALLOWED     | AllowRegion 230
            out beside a given tag            | out | TCP  | 10.1.7.4          | 20.61.3.4:443    | DENIED      | DenyHttps 240
            out to an unknown private range   | out | TCP  | 10.1.1.4          | 192.168.1.4:443  | DENIED      | DenyAllOutBound 65500
            platform is not filtered          | out | TCP  | 10.1.1.4          | 168.63.129.16:80 | ALLOWED     | -
            metadata is not filtered          | out | TCP  | 10.1.1.4          | 169.254.169.254:80 | ALLOWED   | -
            platform tag is the exception     | out | UDP  | 10.1.1.4          | 168.63.129.16:53 | DENIED      | DenyDns 200
            """, useHeadersInDisplayName = true)
    void firstMatchByPriorityDecides(
            String name, String way, Protocol protocol, String from, String to, String result, String by) {
        FiveTuple tuple = protocol.hasPorts()
                ? new FiveTuple(protocol, Packets.end(from), Packets.end(to))
                : FiveTuple.echo(IpAddress.parse(from), IpAddress.parse(to), 1);
        TrafficDirection direction = way.equals("in") ? TrafficDirection.INBOUND : TrafficDirection.OUTBOUND;

        NsgDecision decision = group.decide(direction, tuple);

        assertThat(decision.answer().name()).as(name).isEqualTo(result);
        String prefix = "NSG aks-nsg (subnet aks-vnet/aks-subnet) ";
        assertThat(decision.findRule().map(RuleReference::where).orElse(prefix + "-"))
                .isEqualTo(prefix + by);
    }
}
