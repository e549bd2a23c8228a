package io.podpath.azure.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.Packets;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.model.Cidr;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.trace.RuleReference;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Feature: which rule of a security group decides.
 *
 * <pre>
 * VNet 10.1.0.0/16, peered 10.2.0.0/16, user-defined route 10.244.0.0/16, frontend 20.0.0.4
 * </pre>
 */
class N01_SecurityGroupTableTest {

    private final ServiceTags tags = Rules.tags("10.1.0.0/16")
            .withPeered(List.of(Cidr.parse("10.2.0.0/16")))
            .withUserRoutes(List.of(Cidr.parse("10.244.0.0/16")));
    private final NetworkSecurityGroup group = Rules.group(
            "aks-nsg",
            tags,
            "100 DenyTelnet in deny TCP * -> *:23",
            "110 AllowAdmins in allow TCP 203.0.113.0/24,198.51.100.7 -> 10.1.0.0/16:22,8000-8100",
            "120 AllowPing in allow ICMP 10.9.0.0/16 -> *",
            "130 DenyStorage in deny any Storage -> 10.1.9.0/24",
            "500 AllowWeb in allow TCP Internet -> 20.0.0.4:80",
            "200 DenyDns out deny UDP * -> AzurePlatformDNS:53",
            "210 DenyHost out deny any * -> 168.63.129.16",
            "220 DenySmtp out deny TCP * -> Internet:25");

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
            unknown tag, public source        | in  | TCP  | 192.0.2.1         | 10.1.9.5:80      | UNKNOWN_TAG | DenyStorage 130
            unknown tag, private source       | in  | TCP  | 10.1.1.4          | 10.1.9.5:80      | ALLOWED     | AllowVnetInBound 65000
            out to the network                | out | TCP  | 10.1.1.4          | 10.2.1.4:443     | ALLOWED     | AllowVnetOutBound 65000
            out to the internet               | out | TCP  | 10.1.1.4          | 192.0.2.1:443    | ALLOWED     | AllowInternetOutBound 65001
            out to the internet, denied port  | out | TCP  | 10.1.1.4          | 192.0.2.1:25     | DENIED      | DenySmtp 220
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
