package io.podpath.azure.provider;

import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.provider.AccessControl.RuleWriting;
import io.podpath.azure.resource.FloatingIp;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules that the AKS cloud provider writes into the cluster's network security group for Services of type
 * LoadBalancer.
 *
 * <p><i>Models:</i> one rule for each protocol, source and set of ports, named after their hash and shared by Services
 * that have them in common; the tag Internet as source of a public Service without ranges; service tags; ranges,
 * overlapping and adjacent ones joined; nothing for an internal one without ranges; frontend and Service ports as
 * destination, or node addresses and node ports without floating IP; the rule that denies all else; the opt-out.
 * <i>Does not model:</i> additional public addresses, rules left by Services that are gone.
 *
 * <p><i>Source:</i> kubernetes-sigs/cloud-provider-azure, {@code pkg/provider/loadbalancer/accesscontrol.go} and {@code
 * pkg/provider/securitygroup}.
 */
public final class ServiceSecurityRules {

    private ServiceSecurityRules() {}

    /**
     * The rules for these Services.
     *
     * @param services the Services, in the order in which the provider sees them
     * @param present the rules the group has already, whose priorities are taken
     * @throws IllegalArgumentException if the priorities do not suffice
     */
    public static List<NsgRule> write(List<LoadBalancedService> services, List<NsgRule> present) {
        RuleDrafts drafts = new RuleDrafts(present);
        for (LoadBalancedService service : services) {
            if (service.access().writing() == RuleWriting.ENABLED
                    && service.access().findConflict().isEmpty()) {
                draft(service, drafts);
            }
        }
        return drafts.list();
    }

    /** Protocols in the order the provider goes through; a group knows SCTP only as "any". */
    enum Transport {
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

        /** Azure's spelling. */
        String text() {
            return text;
        }

        @Nullable
        Protocol protocol() {
            return this == TCP ? Protocol.TCP : this == UDP ? Protocol.UDP : null;
        }
    }

    private static void draft(LoadBalancedService service, RuleDrafts drafts) {
        Map<Transport, List<Integer>> ports = new TreeMap<>();
        for (LoadBalancedService.Port port : service.ports()) {
            ports.computeIfAbsent(Transport.of(port.protocol()), transport -> new ArrayList<>())
                    .add(service.floatingIp() == FloatingIp.ENABLED ? port.port() : port.nodePort());
        }
        ports.forEach((transport, numbers) -> {
            for (IpFamily family : IpFamily.values()) {
                allow(service, family, transport, numbers, drafts);
            }
        });
        if (service.access().deniesEverybodyElse()) {
            for (IpFamily family : IpFamily.values()) {
                List<String> destinations = destinations(service, family);
                if (!destinations.isEmpty()) {
                    drafts.deny(SecurityRuleNames.denyAll(family), destinations);
                }
            }
        }
    }

    private static void allow(
            LoadBalancedService service, IpFamily family, Transport transport, List<Integer> ports, RuleDrafts drafts) {
        List<String> destinations = destinations(service, family);
        if (destinations.isEmpty()) {
            return;
        }
        List<PortRange> ranges =
                ports.stream().sorted().map(port -> new PortRange(port, port)).toList();
        for (List<String> sources : sourceGroups(service, family)) {
            String name = SecurityRuleNames.allow(family, transport, sources, ports);
            drafts.allow(name, transport.protocol(), sources, ranges, destinations);
        }
    }

    private static List<String> destinations(LoadBalancedService service, IpFamily family) {
        return service.destinations().stream()
                .filter(address -> address.family() == family)
                .map(IpAddress::toString)
                .toList();
    }

    /**
     * The sources of the rules of one Service: one rule per tag, and one for all ranges. An internal Service without
     * either has none, since the default rule AllowVnetInBound admits its callers.
     */
    private static List<List<String>> sourceGroups(LoadBalancedService service, IpFamily family) {
        AccessControl access = service.access();
        List<List<String>> groups = new ArrayList<>();
        access.serviceTags().forEach(tag -> groups.add(List.of(tag)));
        if (access.admitsInternet(service.scope() == Frontend.Scope.INTERNAL)) {
            groups.add(List.of("Internet"));
        }
        List<String> ranges =
                PrefixAggregation.of(access.ranges().stream()
                                .filter(range -> range.family() == family)
                                .toList())
                        .stream()
                        .map(Cidr::toString)
                        .sorted()
                        .toList();
        if (!ranges.isEmpty()) {
            groups.add(ranges);
        }
        return groups;
    }
}
