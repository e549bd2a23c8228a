package io.podpath.azure.provider;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The annotations by which a Service of type LoadBalancer talks to the Azure cloud provider.
 *
 * <p><i>Source:</i> kubernetes-sigs/cloud-provider-azure {@code pkg/consts/consts.go}, {@code pkg/consts/helpers.go}; the
 * one for shared security rules from Azure docs, Use a public standard load balancer in AKS.
 */
public enum ServiceAnnotation {
    INTERNAL("azure-load-balancer-internal"),
    INTERNAL_SUBNET("azure-load-balancer-internal-subnet"),
    LOAD_BALANCER_IPV4("azure-load-balancer-ipv4"),
    LOAD_BALANCER_IPV6("azure-load-balancer-ipv6"),
    LOAD_BALANCER_CONFIGURATIONS("azure-load-balancer-configurations"),
    /** For Basic load balancers, which are gone. */
    LOAD_BALANCER_MODE("azure-load-balancer-mode"),
    RESOURCE_GROUP("azure-load-balancer-resource-group"),
    DNS_LABEL_NAME("azure-dns-label-name"),
    PIP_NAME("azure-pip-name"),
    PIP_NAME_IPV6("azure-pip-name-ipv6"),
    PIP_PREFIX_ID("azure-pip-prefix-id"),
    PIP_PREFIX_ID_IPV6("azure-pip-prefix-id-ipv6"),
    PIP_IP_TAGS("azure-pip-ip-tags"),
    PIP_TAGS("azure-pip-tags"),
    ADDITIONAL_PUBLIC_IPS("azure-additional-public-ips"),
    ALLOWED_IP_RANGES("azure-allowed-ip-ranges"),
    ALLOWED_SERVICE_TAGS("azure-allowed-service-tags"),
    DENY_ALL_ELSE("azure-deny-all-except-load-balancer-source-ranges"),
    DISABLE_NSG_RULE("azure-disable-load-balancer-nsg-rule"),
    DISABLE_FLOATING_IP("azure-disable-load-balancer-floating-ip"),
    HIGH_AVAILABILITY_PORTS("azure-load-balancer-enable-high-availability-ports"),
    TCP_IDLE_TIMEOUT("azure-load-balancer-tcp-idle-timeout"),
    DISABLE_TCP_RESET("azure-load-balancer-disable-tcp-reset"),
    PROBE_PROTOCOL("azure-load-balancer-health-probe-protocol"),
    PROBE_REQUEST_PATH("azure-load-balancer-health-probe-request-path"),
    PROBE_INTERVAL("azure-load-balancer-health-probe-interval"),
    PROBE_NUM_OF_PROBE("azure-load-balancer-health-probe-num-of-probe"),
    PLS_CREATE("azure-pls-create"),
    PLS_NAME("azure-pls-name"),
    PLS_RESOURCE_GROUP("azure-pls-resource-group"),
    PLS_SUBNET("azure-pls-ip-configuration-subnet"),
    PLS_IP_ADDRESS_COUNT("azure-pls-ip-configuration-ip-address-count"),
    PLS_IP_ADDRESS("azure-pls-ip-configuration-ip-address"),
    PLS_FQDNS("azure-pls-fqdns"),
    PLS_PROXY_PROTOCOL("azure-pls-proxy-protocol"),
    PLS_VISIBILITY("azure-pls-visibility"),
    PLS_AUTO_APPROVAL("azure-pls-auto-approval"),
    /** Read by providers before 1.31; rules are shared without it now. */
    SHARED_SECURITY_RULE("azure-shared-securityrule");

    /** What every one of them begins with. */
    public static final String DOMAIN = "service.beta.kubernetes.io/";

    private static final Pattern FOR_ONE_PORT = Pattern.compile(
            "port_\\d+_(no_lb_rule|no_probe_rule|health-probe_(port|protocol|request-path|interval|num-of-probe))");

    private final String name;

    ServiceAnnotation(String name) {
        this.name = name;
    }

    /** The whole key. */
    public String key() {
        return DOMAIN + name;
    }

    /** The value in these annotations. */
    public Optional<String> findIn(Map<String, String> annotations) {
        return Optional.ofNullable(annotations.get(key())).map(String::strip);
    }

    /** Whether the value is true, in any case. */
    public boolean isTrueIn(Map<String, String> annotations) {
        return "true".equalsIgnoreCase(annotations.get(key()));
    }

    /** Whether the key claims to be for the provider: of its domain, and about Azure or a port. */
    public static boolean isClaimed(String key) {
        return key.startsWith(DOMAIN + "azure-") || key.startsWith(DOMAIN + "port_");
    }

    /** Whether the provider reads this key. */
    public static boolean isKnown(String key) {
        return listKeys().contains(key)
                || (key.startsWith(DOMAIN)
                        && FOR_ONE_PORT.matcher(key.substring(DOMAIN.length())).matches());
    }

    /** All keys that are not about a single port. */
    public static List<String> listKeys() {
        return Arrays.stream(values()).map(ServiceAnnotation::key).toList();
    }

    /** The key of an annotation for a single port, for example {@code port_80_no_lb_rule}. */
    static String forPort(int port, String what) {
        return DOMAIN + "port_" + port + "_" + what;
    }
}
