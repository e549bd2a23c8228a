package io.podpath.azure.provider;

import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.loadbalancer.LoadBalancingRule.FloatingIp;
import io.podpath.azure.provider.LoadBalancedService.RuleWriting;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Access;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.azure.resource.NsgRule.Side;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules that the AKS cloud provider writes into the cluster's network security group for Services of type
 * LoadBalancer.
 *
 * <p><i>Models:</i> one rule for each protocol, source and set of ports, named after their hash and shared by Services
 * that have them in common; the tag Internet as source of a public Service without ranges; nothing for an internal one
 * without ranges; frontend and Service ports as destination, or node addresses and node ports without floating IP; the
 * opt-out. <i>Does not model:</i> allowed service tags, merging of adjacent ranges, the deny-all rule.
 *
 * <p><i>Source:</i> kubernetes-sigs/cloud-provider-azure, {@code pkg/provider/loadbalancer/accesscontrol.go} and {@code
 * pkg/provider/securitygroup}.
 */
public final class ServiceSecurityRules {

    /** The first priority the provider tries. */
    public static final int FIRST_PRIORITY = 500;

    /** The last priority the provider tries. */
    public static final int LAST_PRIORITY = 4_095;

    private ServiceSecurityRules() {}

    /**
     * The rules for these Services.
     *
     * @param services the Services, in the order in which the provider sees them
     * @param present the rules the group has already, whose priorities are taken
     * @throws IllegalArgumentException if the priorities do not suffice
     */
    public static List<NsgRule> write(List<LoadBalancedService> services, List<NsgRule> present) {
        Map<String, Draft> drafts = new LinkedHashMap<>();
        for (LoadBalancedService service : services) {
            if (service.writing() == RuleWriting.ENABLED) {
                draft(service, drafts);
            }
        }
        Set<Integer> taken = new TreeSet<>();
        present.stream()
                .filter(rule -> rule.direction() == TrafficDirection.INBOUND)
                .forEach(rule -> taken.add(rule.priority()));
        List<NsgRule> rules = new ArrayList<>();
        int priority = FIRST_PRIORITY;
        for (Map.Entry<String, Draft> entry : drafts.entrySet()) {
            while (taken.contains(priority)) {
                priority++;
            }
            if (priority > LAST_PRIORITY) {
                throw new IllegalArgumentException("no priority is left for " + entry.getKey());
            }
            rules.add(entry.getValue().rule(entry.getKey(), priority));
            priority++;
        }
        return rules;
    }

    /** A rule whose destinations are still being collected. */
    private record Draft(Transport transport, List<String> sources, List<PortRange> ports, Set<String> destinations) {

        NsgRule rule(String name, int priority) {
            return new NsgRule(
                    name,
                    priority,
                    TrafficDirection.INBOUND,
                    Access.ALLOW,
                    transport.protocol(),
                    new Side(sources, List.of()),
                    new Side(List.copyOf(destinations), ports));
        }
    }

    /** Protocols in the order the provider goes through; a group knows SCTP only as "any". */
    private enum Transport {
        TCP("Tcp"),
        UDP("Udp"),
        ANY("*");

        private final String text;

        Transport(String text) {
            this.text = text;
        }

        static Transport of(Protocol protocol) {
            return protocol == Protocol.TCP ? TCP : protocol == Protocol.UDP ? UDP : ANY;
        }

        @Nullable
        Protocol protocol() {
            return this == TCP ? Protocol.TCP : this == UDP ? Protocol.UDP : null;
        }
    }

    private static void draft(LoadBalancedService service, Map<String, Draft> drafts) {
        IpFamily family = service.frontend().address().family();
        boolean isFloating = service.floatingIp() == FloatingIp.ENABLED;
        Map<Transport, Set<Integer>> ports = new TreeMap<>();
        for (LoadBalancedService.Port port : service.ports()) {
            ports.computeIfAbsent(Transport.of(port.protocol()), transport -> new TreeSet<>())
                    .add(isFloating ? port.port() : port.nodePort());
        }
        List<IpAddress> destinations = isFloating
                ? List.of(service.frontend().address())
                : service.nodeAddresses().stream()
                        .filter(address -> address.family() == family)
                        .toList();
        ports.forEach((transport, numbers) -> {
            for (List<String> sources : sourceGroups(service, family)) {
                Draft fresh = new Draft(
                        transport,
                        sources,
                        numbers.stream().map(port -> new PortRange(port, port)).toList(),
                        new TreeSet<>());
                Draft shared = drafts.computeIfAbsent(name(family, transport, sources, numbers), name -> fresh);
                destinations.forEach(address -> shared.destinations().add(address.toString()));
            }
        });
    }

    /**
     * The sources of the rules of one Service. An internal Service without ranges has none, since the default rule
     * AllowVnetInBound admits its callers; a range that means everybody opens even an internal one to the internet.
     */
    private static List<List<String>> sourceGroups(LoadBalancedService service, IpFamily family) {
        List<Cidr> ranges = service.sourceRanges();
        boolean isPublic = service.frontend().scope() == Frontend.Scope.PUBLIC;
        boolean isForEverybody = ranges.isEmpty() ? isPublic : ranges.stream().anyMatch(ServiceSecurityRules::isAll);
        List<List<String>> groups = new ArrayList<>();
        if (isForEverybody) {
            groups.add(List.of("Internet"));
        }
        List<String> own = ranges.stream()
                .filter(range -> range.family() == family)
                .filter(range -> ranges.stream().noneMatch(other -> !other.equals(range) && other.contains(range)))
                .map(Cidr::toString)
                .distinct()
                .sorted()
                .toList();
        if (!own.isEmpty()) {
            groups.add(own);
        }
        return groups;
    }

    private static boolean isAll(Cidr range) {
        return range.prefixLength() == 0;
    }

    /** The hash covers protocol, sources and ports as text in the order of text. */
    private static String name(IpFamily family, Transport transport, List<String> sources, Set<Integer> ports) {
        List<String> portTexts = ports.stream().map(String::valueOf).sorted().toList();
        String hashed = transport.text + "_" + String.join(",", sources) + "_" + String.join(",", portTexts);
        String familyText = family == IpFamily.IPV4 ? "IPv4" : "IPv6";
        return "k8s-azure-lb_allow_" + familyText + "_" + md5(hashed).toLowerCase(Locale.ROOT);
    }

    private static String md5(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
