package io.podpath.scenario.load;

import io.podpath.aks.AksCluster.Networking;
import io.podpath.cluster.LocalDnsProfile;
import io.podpath.cluster.LocalDnsProfile.Block;
import io.podpath.cluster.LocalDnsProfile.Cache;
import io.podpath.cluster.LocalDnsProfile.Destination;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the LocalDNS profile of a node pool, and tells whether LocalDNS runs on its nodes.
 *
 * <pre>
 * Required    runs, if the version and the size of the machines allow it; else the deployment fails
 * Preferred   up to 1.36 only checked; from 1.37 on it runs where it can
 * Disabled    does not run
 * no profile  AKS Automatic: Required; 1.37 and later: Preferred; else Disabled
 * </pre>
 *
 * <p><i>Source:</i> Azure docs, Configure LocalDNS; DNS resolution in AKS; facts DNS-LOCALDNS-MODES,
 * DNS-LOCALDNS-REQUIREMENTS, DNS-LOCALDNS-VALIDATION.
 */
final class LocalDnsReader {

    static final String PROFILE = "localDnsProfile";
    static final String VNET = "vnetDNSOverrides";
    static final String KUBE = "kubeDNSOverrides";
    private static final String CLUSTER_ZONE = "cluster.local";

    private static final int FIRST_MINOR = 31;
    private static final int FIRST_PREFERRED_MINOR = 37;
    private static final int LEAST_VCPUS = 4;
    private static final int MAX_SECONDS = Integer.MAX_VALUE;

    /** Whether LocalDNS is wanted. */
    private enum Mode {
        REQUIRED("Required"),
        PREFERRED("Preferred"),
        DISABLED("Disabled");

        private final String text;

        Mode(String text) {
            this.text = text;
        }
    }

    private static final Map<String, Mode> MODES = Choices.of(Mode.values(), mode -> mode.text);
    private static final Map<String, LocalDnsProfile.Protocol> PROTOCOLS =
            Choices.of(LocalDnsProfile.Protocol.values(), LocalDnsProfile.Protocol::text);
    private static final Map<String, Destination> DESTINATIONS = Choices.of(Destination.values(), Destination::text);
    private static final Map<String, LocalDnsProfile.Policy> POLICIES =
            Choices.of(LocalDnsProfile.Policy.values(), LocalDnsProfile.Policy::text);
    private static final Map<String, LocalDnsProfile.Stale> STALE =
            Choices.of(LocalDnsProfile.Stale.values(), LocalDnsProfile.Stale::text);
    private static final Map<String, String> LOGGING = Choices.words("Error", "Log");

    private final Fields cluster;
    private final Networking networking;
    private final Optional<KubernetesVersion> version;

    LocalDnsReader(Fields cluster, Networking networking) {
        this.cluster = cluster;
        this.networking = networking;
        this.version = KubernetesVersion.of(cluster);
    }

    /** LocalDNS on the nodes of a pool, if it runs there; what the pool does not say the cluster says. */
    Optional<LocalDnsProfile> read(Fields pool) {
        Fields where = pool.has(PROFILE) ? pool : cluster;
        Optional<Fields> given = where.object(PROFILE);
        if (given.isEmpty()) {
            return runsByDefault(pool) ? Optional.of(LocalDnsProfile.DEFAULT) : Optional.empty();
        }
        Fields profile = given.get();
        Map<String, Block> vnet = blocks(profile, VNET, LocalDnsProfile.DEFAULT.vnetDns());
        Map<String, Block> kube = blocks(profile, KUBE, LocalDnsProfile.DEFAULT.kubeDns());
        boolean runs = switch (profile.choice("mode", MODES).orElse(Mode.PREFERRED)) {
            case REQUIRED -> isAllowed(profile, pool);
            case PREFERRED -> prefers(profile, pool);
            case DISABLED -> false;
        };
        return runs ? Optional.of(LocalDnsProfile.ofOverrides(vnet, kube)) : Optional.empty();
    }

    private boolean runsByDefault(Fields pool) {
        boolean isAutomatic =
                cluster.word("sku").filter("automatic"::equalsIgnoreCase).isPresent();
        return isAutomatic || (isPreferredEffective() && fits(pool));
    }

    private boolean isPreferredEffective() {
        return version.filter(known -> known.isAtLeast(FIRST_PREFERRED_MINOR)).isPresent();
    }

    private boolean isAllowed(Fields profile, Fields pool) {
        if (version.filter(known -> !known.isAtLeast(FIRST_MINOR)).isPresent()) {
            profile.mismatch(
                    "mode",
                    "LocalDNS needs Kubernetes 1." + FIRST_MINOR + " or later; kubernetesVersion is "
                            + version.orElseThrow());
            return false;
        }
        OptionalInt vcpus = vcpus(pool);
        if (vcpus.isPresent() && vcpus.getAsInt() < LEAST_VCPUS) {
            profile.mismatch(
                    "mode",
                    "LocalDNS needs machines of " + LEAST_VCPUS + " vCPUs or more; " + size(pool) + " has "
                            + vcpus.getAsInt());
            return false;
        }
        return true;
    }

    private boolean prefers(Fields profile, Fields pool) {
        if (!isPreferredEffective()) {
            profile.warning(
                    "mode",
                    "before Kubernetes 1." + FIRST_PREFERRED_MINOR
                            + " AKS only checks a profile of mode Preferred; LocalDNS does not run");
            return false;
        }
        return fits(pool);
    }

    /** The checks that are published; AKS may have others. */
    private boolean fits(Fields pool) {
        OptionalInt vcpus = vcpus(pool);
        boolean isLarge = vcpus.isEmpty() || vcpus.getAsInt() >= LEAST_VCPUS;
        boolean hasOtherPolicies = List.of("calico", "cilium").contains(networking.policy());
        return isLarge && !hasOtherPolicies && !networking.plugin().equals("none");
    }

    private OptionalInt vcpus(Fields pool) {
        return VmSize.vcpus(size(pool));
    }

    private String size(Fields pool) {
        return pool.word("nodeVmSize").or(() -> cluster.word("nodeVmSize")).orElse("");
    }

    private static Map<String, Block> blocks(Fields profile, String name, Map<String, Block> defaults) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        Fields overrides = profile.child(name);
        for (MappingNode.Field field : overrides.node().listFields()) {
            String zone = field.name().equals(".") ? "" : CoreDnsReader.name(field.name());
            overrides.object(field.name()).ifPresent(block -> blocks.put(zone, block(block, name, zone, defaults)));
        }
        return blocks;
    }

    private static Block block(Fields fields, String overrides, String zone, Map<String, Block> defaults) {
        boolean isVnet = overrides.equals(VNET);
        Block absent = defaults.getOrDefault(
                zone,
                new LocalDnsProfile.Block(
                        LocalDnsProfile.Protocol.PREFER_UDP,
                        isVnet ? Destination.VNET_DNS : Destination.CLUSTER_CORE_DNS,
                        LocalDnsProfile.Policy.SEQUENTIAL,
                        Cache.DEFAULT));
        Block block = new Block(
                fields.choice("protocol", PROTOCOLS).orElse(absent.protocol()),
                fields.choice("forwardDestination", DESTINATIONS).orElse(absent.destination()),
                fields.choice("forwardPolicy", POLICIES).orElse(absent.policy()),
                new Cache(
                        fields.integer(
                                "cacheDurationInSeconds",
                                0,
                                MAX_SECONDS,
                                absent.cache().durationSeconds()),
                        fields.integer(
                                "serveStaleDurationInSeconds",
                                0,
                                MAX_SECONDS,
                                absent.cache().staleSeconds()),
                        fields.choice("serveStale", STALE).orElse(absent.cache().stale())));
        fields.choice("queryLogging", LOGGING);
        fields.integer("maxConcurrent", 1, MAX_SECONDS);
        if (isVnet && zone.isEmpty() && block.destination() == Destination.CLUSTER_CORE_DNS) {
            fields.mismatch(
                    "forwardDestination", "the root zone of " + VNET + " cannot be forwarded to ClusterCoreDNS");
        }
        if (zone.equals(CLUSTER_ZONE) && block.destination() == Destination.VNET_DNS) {
            fields.mismatch("forwardDestination", CLUSTER_ZONE + " cannot be forwarded to VnetDNS");
        }
        boolean verifies = block.cache().stale() == LocalDnsProfile.Stale.VERIFY;
        if (verifies && block.protocol() == LocalDnsProfile.Protocol.FORCE_TCP) {
            fields.mismatch(
                    "serveStale", "serveStale 'Verify' does not go with protocol 'ForceTCP'; AKS takes 'Immediate'");
        }
        return block;
    }
}
