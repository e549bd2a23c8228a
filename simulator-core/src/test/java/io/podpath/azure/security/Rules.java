package io.podpath.azure.security;

import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Access;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.azure.resource.NsgRule.Side;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.model.Cidr;
import io.podpath.model.Protocol;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Security rules written as text: {@code "100 AllowWeb in allow TCP Internet -> 10.1.0.0/16:80,443"}; a name that begins
 * with {@code asg-} is an application security group.
 */
public final class Rules {

    private Rules() {}

    public static NsgRule rule(String text) {
        String[] words = text.split(" +", -1);
        return new NsgRule(
                words[1],
                Integer.parseInt(words[0]),
                words[2].equals("in") ? TrafficDirection.INBOUND : TrafficDirection.OUTBOUND,
                access(words[3]),
                protocol(words[4]),
                side(words[5]),
                side(words[7]));
    }

    public static NetworkSecurityGroup group(String name, ServiceTags tags, String... rules) {
        List<NsgRule> parsed = Arrays.stream(rules).map(Rules::rule).toList();
        return new NetworkSecurityGroup(new NetworkSecurityGroupSpec(name, parsed), "subnet aks-vnet/aks-subnet", tags);
    }

    public static ServiceTags tags(String... prefixes) {
        return ServiceTags.ofVirtualNetwork(
                Arrays.stream(prefixes).map(Cidr::parse).toList());
    }

    private static Access access(String word) {
        return switch (word) {
            case "allow" -> Access.ALLOW;
            case "deny" -> Access.DENY;
            case "always" -> Access.ALWAYS_ALLOW;
            default -> throw new IllegalArgumentException(word);
        };
    }

    private static @Nullable Protocol protocol(String word) {
        return word.equals("any") ? null : Protocol.valueOf(word);
    }

    private static Side side(String word) {
        int colon = word.indexOf(':');
        List<String> names = List.of((colon < 0 ? word : word.substring(0, colon)).split(",", -1));
        return new Side(
                names.stream().filter(name -> !name.startsWith("asg-")).toList(),
                names.stream().filter(name -> name.startsWith("asg-")).toList(),
                colon < 0 ? List.of() : ports(word.substring(colon + 1)));
    }

    private static List<PortRange> ports(String word) {
        return Arrays.stream(word.split(",", -1))
                .map(range -> range.split("-", -1))
                .map(ends -> new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])))
                .toList();
    }
}
