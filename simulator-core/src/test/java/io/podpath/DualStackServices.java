package io.podpath;

import io.podpath.cluster.IpFamilyPolicy;
import io.podpath.cluster.Service;
import io.podpath.model.IpFamily;
import java.util.function.UnaryOperator;

/** What tests of dual stack ask of Services. */
final class DualStackServices {

    /** IPv4 first, IPv6 second. */
    static final UnaryOperator<Service> BOTH = TestServices.families(IpFamilyPolicy.REQUIRE_DUAL_STACK);

    /** Alone. */
    static final UnaryOperator<Service> IPV6_ONLY = TestServices.families(null, IpFamily.IPV6);

    private DualStackServices() {}
}
