package io.podpath.cluster;

import io.podpath.model.IpFamily;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address families of a Service.
 *
 * <p><i>Source:</i> Kubernetes docs, IPv4/IPv6 dual-stack.
 *
 * @param policy {@code ipFamilyPolicy}; none until the API server fills it in
 * @param families {@code ipFamilies} in order; empty until the API server fills them in
 */
public record ServiceFamilies(@Nullable IpFamilyPolicy policy, List<IpFamily> families) {

    /** Nothing said: the API server decides. */
    public static final ServiceFamilies UNSET = new ServiceFamilies(null, List.of());

    public ServiceFamilies {
        families = List.copyOf(families);
    }

    /** What the Service asks for, if it does. */
    public Optional<IpFamilyPolicy> findPolicy() {
        return Optional.ofNullable(policy);
    }

    /** Whether it has both families. */
    public boolean isDualStack() {
        return families.size() > 1;
    }
}
