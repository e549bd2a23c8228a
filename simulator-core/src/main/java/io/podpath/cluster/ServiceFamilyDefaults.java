package io.podpath.cluster;

import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the API server makes of a Service's families.
 *
 * <pre>
 * cluster IPv4,IPv6   nothing said -> SingleStack [IPv4]        PreferDualStack -> [IPv4, IPv6]
 *                     ipFamilies [IPv6] -> SingleStack [IPv6]   PreferDualStack, [IPv6] -> [IPv6, IPv4]
 * cluster IPv4        PreferDualStack -> [IPv4]                 RequireDualStack, or IPv6 -> refused
 * </pre>
 *
 * <p>Declared cluster IPs stand for their families. A headless Service without selector gets both families whatever the
 * cluster has, since its endpoints are somebody else's.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/registry/core/service/storage/alloc.go}, {@code initIPFamilyFields}; docs,
 * IPv4/IPv6 dual-stack, Services.
 *
 * @param cluster the families of the cluster, the primary one first
 */
record ServiceFamilyDefaults(List<IpFamily> cluster) {

    ServiceFamilyDefaults {
        cluster = List.copyOf(cluster);
    }

    /**
     * The families of a Service.
     *
     * @param refusal told why the API server would refuse it; what comes back is then as near as possible
     */
    ServiceFamilies complete(Service service, Consumer<String> refusal) {
        if (service.type() == ServiceType.EXTERNAL_NAME) {
            return ServiceFamilies.UNSET;
        }
        Set<IpFamily> wanted = new LinkedHashSet<>(service.families().families());
        service.clusterIps().stream().map(IpAddress::family).forEach(wanted::add);
        boolean isSomebodyElses =
                service.headless() && service.backend().selector().isEmpty();
        IpFamilyPolicy policy = service.families()
                .findPolicy()
                .orElse(isSomebodyElses ? IpFamilyPolicy.REQUIRE_DUAL_STACK : IpFamilyPolicy.SINGLE_STACK);
        if (policy == IpFamilyPolicy.SINGLE_STACK && wanted.size() > 1) {
            refusal.accept("ipFamilyPolicy must be PreferDualStack or RequireDualStack for two families");
            policy = IpFamilyPolicy.PREFER_DUAL_STACK;
        }
        if (isSomebodyElses) {
            return new ServiceFamilies(policy, filledUp(wanted, policy, List.of(IpFamily.values())));
        }
        if (policy == IpFamilyPolicy.REQUIRE_DUAL_STACK && cluster.size() < 2) {
            refusal.accept("ipFamilyPolicy is RequireDualStack, and the cluster has " + names() + " only");
        }
        for (IpFamily family : List.copyOf(wanted)) {
            if (!cluster.contains(family)) {
                refusal.accept(origin(service, family) + "the cluster has no " + family.text() + ", its ipFamilies are "
                        + names());
                wanted.remove(family);
            }
        }
        return new ServiceFamilies(policy, filledUp(wanted, policy, cluster));
    }

    /** A family that only an address asks for is told by the address, as the API server does. */
    private static String origin(Service service, IpFamily family) {
        return service.families().families().contains(family)
                ? ""
                : service.findClusterIp(family)
                        .map(address -> "cluster IP " + address + ": ")
                        .orElse("");
    }

    /** What is asked for first, then with two families the others in the cluster's order. */
    private List<IpFamily> filledUp(Set<IpFamily> wanted, IpFamilyPolicy policy, List<IpFamily> available) {
        Set<IpFamily> all = new LinkedHashSet<>(wanted);
        if (all.isEmpty()) {
            all.add(cluster.get(0));
        }
        if (policy != IpFamilyPolicy.SINGLE_STACK) {
            all.addAll(available);
        }
        return List.copyOf(all);
    }

    private String names() {
        return String.join(", ", cluster.stream().map(IpFamily::text).toList());
    }
}
