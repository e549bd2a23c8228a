package io.podpath.trace;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every reason code, for {@code podpath explain CODE} and for the documents. */
public final class ReasonCatalog {

    private static final List<Reason> ALL = Stream.<Reason[]>of(
                    AzureEgressReason.values(),
                    AzureFirewallReason.values(),
                    AzureConnectionReason.values(),
                    AzureLoadBalancerReason.values(),
                    AzureNetworkReason.values(),
                    ConntrackReason.values(),
                    DnsReason.values(),
                    FilterReason.values(),
                    HttpReason.values(),
                    ModelReason.values(),
                    RoutingReason.values(),
                    ServiceReason.values(),
                    SocketReason.values())
            .flatMap(Stream::of)
            .toList();

    private ReasonCatalog() {}

    /** All codes, group by group. */
    public static List<Reason> list() {
        return ALL;
    }

    /** The reason with this code, ignoring case. */
    public static Optional<Reason> find(String code) {
        return ALL.stream()
                .filter(reason -> reason.name().equalsIgnoreCase(code))
                .findFirst();
    }
}
