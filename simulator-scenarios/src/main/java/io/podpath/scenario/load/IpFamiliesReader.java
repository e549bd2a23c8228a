package io.podpath.scenario.load;

import io.podpath.aks.AksCluster;
import io.podpath.aks.AksCluster.Ipv6Ranges;
import io.podpath.model.Cidr;
import io.podpath.model.IpFamily;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code ipFamilies} and the second ranges, and refuses what AKS refuses.
 *
 * <p><i>Source:</i> Azure docs, Use dual-stack networking in AKS; Configure Azure CNI Overlay networking, sections
 * Dual-stack networking limitations and Key parameters; AKS changelog for kubenet and NAT gateways.
 */
final class IpFamiliesReader {

    private static final String FLAG = "ipFamilies";
    /** As {@code az} takes them, and as {@code az aks show} prints them. */
    private static final Map<String, IpFamily> FAMILIES = Choices.union(
            Choices.of(IpFamily.values(), family -> family.text().toLowerCase(Locale.ROOT)),
            Choices.of(IpFamily.values(), IpFamily::text));

    private static final List<IpFamily> SINGLE = List.of(IpFamily.IPV4);
    private static final List<IpFamily> DUAL = List.of(IpFamily.IPV4, IpFamily.IPV6);
    private static final int LARGEST_SERVICE_PREFIX = 108;

    private final Fields flags;
    private final AksCluster.Networking networking;

    IpFamiliesReader(Fields flags, AksCluster.Networking networking) {
        this.flags = flags;
        this.networking = networking;
    }

    /** The ranges of IPv6, if the cluster has both families. */
    Optional<Ipv6Ranges> read() {
        List<IpFamily> families =
                flags.list(FLAG, (item, what) -> flags.values().choice(item, what, FAMILIES));
        boolean isDual = families.equals(DUAL);
        if (!families.isEmpty() && !isDual && !families.equals(SINGLE)) {
            flags.mismatch(FLAG, "AKS takes [ipv4] or [ipv4, ipv6], in this order");
            return Optional.empty();
        }
        Optional<Cidr> pods = second("podCidrs", isDual);
        Optional<Cidr> services = second("serviceCidrs", isDual);
        if (!isDual || !isPossible()) {
            return Optional.empty();
        }
        services.filter(range -> range.prefixLength() < LARGEST_SERVICE_PREFIX)
                .ifPresent(range -> flags.mismatch(
                        "serviceCidrs", "the IPv6 range " + range + " is too large; AKS takes /108 and smaller"));
        return Optional.of(new Ipv6Ranges(
                pods.orElse(Ipv6Ranges.DEFAULT.podCidr()), services.orElse(Ipv6Ranges.DEFAULT.serviceCidr())));
    }

    /** The range of IPv6 in a list whose number and order must be those of the families. */
    private Optional<Cidr> second(String flag, boolean isDual) {
        List<Cidr> ranges = flags.list(flag, flags.values()::range);
        if (ranges.isEmpty() || ranges.size() != flags.items(flag).size()) {
            return Optional.empty();
        }
        List<IpFamily> wanted = isDual ? DUAL : SINGLE;
        if (!ranges.stream().map(Cidr::family).toList().equals(wanted)) {
            flags.mismatch(
                    flag,
                    "'" + flag + "' must have one range for each of 'ipFamilies', in their order: "
                            + String.join(
                                    ", ", wanted.stream().map(IpFamily::text).toList()));
            return Optional.empty();
        }
        return isDual ? Optional.of(ranges.get(1)) : Optional.empty();
    }

    private boolean isPossible() {
        boolean isOverlay = networking.pluginMode().equals("overlay");
        boolean isKubenet = networking.plugin().equals("kubenet");
        if (!isOverlay && !isKubenet) {
            flags.mismatch(
                    FLAG,
                    "dual stack needs networkPlugin 'azure' with networkPluginMode 'overlay'; with a pod subnet AKS has"
                            + " it for static blocks only, which podpath does not build");
            return false;
        }
        if (isKubenet) {
            flags.warning(
                    FLAG,
                    "AKS creates new dual-stack clusters with Azure CNI Overlay only; kubenet ends on 2028-03-31");
        }
        if (networking.policy().equals("azure") || networking.policy().equals("calico")) {
            flags.mismatch("networkPolicy", "'" + networking.policy() + "' does not go with dual stack; 'cilium' does");
        }
        if (flags.text("outboundType", "").equals("managedNATGateway")) {
            flags.mismatch(
                    "outboundType",
                    "a Standard NAT gateway translates IPv4 only; dual stack takes 'managedNATGatewayV2' or"
                            + " 'loadBalancer'");
        }
        return true;
    }
}
