package io.podpath.scenario.load;

import io.podpath.aks.AksCluster;
import io.podpath.aks.AksCluster.Networking;
import io.podpath.aks.AksCluster.NodePool;
import io.podpath.aks.AksCluster.Ranges;
import io.podpath.aks.KubeProxySetup;
import io.podpath.aks.NodeKernel;
import io.podpath.aks.PodLinkLocalAccess;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the flags of a cluster and fills in what AKS would.
 *
 * <p><i>Source:</i> Azure docs: az aks create; CNI networking overview; IP address planning.
 */
final class ClusterReader {

    private static final Map<String, String> PLUGINS = Choices.words("azure", "kubenet", "none");
    private static final Map<String, String> MODES = Choices.words("overlay", "");
    private static final Map<String, String> DATAPLANES = Choices.words("azure", "cilium");
    private static final Map<String, String> POLICIES = Choices.words("none", "azure", "calico", "cilium");

    /** With a plugin of one's own it is only what kube-proxy is given. */
    private static final Cidr DEFAULT_POD_CIDR = Cidr.parse("10.244.0.0/16");

    private static final Map<String, NodeKernel> NODE_KERNELS = nodeKernels();

    private final Problems problems;
    private final Locations locations;

    ClusterReader(Problems problems, Locations locations) {
        this.problems = problems;
        this.locations = locations;
    }

    /** The cluster that these flags describe. */
    AksCluster read(Fields flags) {
        flags.node()
                .listFields()
                .forEach(field -> locations.put(
                        Subject.cluster(field.name()), field.value().location()));
        locations.put(Subject.cluster(""), flags.node().location());
        Networking networking = networking(flags);
        List<NodePool> pools = new NodePoolReader(flags, networking, problems, locations).read();
        return new AksCluster(
                flags.text("name", "aks"),
                networking,
                ranges(flags, networking),
                pools,
                EgressReader.read(flags, pools),
                pools.get(0).subnets().nodes());
    }

    private Networking networking(Fields flags) {
        Optional<String> chosen = flags.choice("networkPlugin", PLUGINS);
        String plugin = chosen.orElse("azure");
        String mode = flags.choice("networkPluginMode", MODES)
                .orElse(flags.has("networkPlugin") || namesPodSubnet(flags) ? "" : "overlay");
        if (mode.equals("overlay") && !plugin.equals("azure")) {
            flags.mismatch("networkPluginMode", "'overlay' goes with networkPlugin 'azure', not '" + plugin + "'");
        }
        String dataplane = flags.choice("networkDataplane", DATAPLANES).orElse("azure");
        if (dataplane.equals("cilium") && !plugin.equals("azure")) {
            flags.mismatch("networkDataplane", "'cilium' goes with networkPlugin 'azure', not '" + plugin + "'");
        }
        String policy = flags.choice("networkPolicy", POLICIES).orElse(dataplane.equals("cilium") ? "cilium" : "none");
        if (policy.equals("cilium") && !dataplane.equals("cilium")) {
            flags.mismatch("networkPolicy", "'cilium' goes with networkDataplane 'cilium', not '" + dataplane + "'");
        }
        if (policy.equals("azure") && !plugin.equals("azure")) {
            flags.mismatch("networkPolicy", "'azure' goes with networkPlugin 'azure', not '" + plugin + "'");
        }
        NodeKernel kernel = flags.choice("nodeKernel", NODE_KERNELS).orElse(NodeKernel.CURRENT);
        KubeProxySetup kubeProxy = KubeProxyReader.read(flags, dataplane);
        PodLinkLocalAccess access =
                flags.flag("enableImdsRestriction") ? PodLinkLocalAccess.NONE : PodLinkLocalAccess.IMDS;
        return new Networking(
                plugin,
                mode,
                accelerated(flags, dataplane),
                policy,
                kubeProxy,
                new AksCluster.NodeStack(kernel, access));
    }

    /** With eBPF host routing packets bypass the host's stack: another data plane, which has no recipe. */
    private static String accelerated(Fields flags, String dataplane) {
        boolean isAccelerated = flags.word("acnsDatapathAccelerationMode")
                .filter("BpfVeth"::equals)
                .isPresent();
        return isAccelerated ? dataplane + " with eBPF host routing" : dataplane;
    }

    private static Map<String, NodeKernel> nodeKernels() {
        Map<String, NodeKernel> kernels = new LinkedHashMap<>();
        for (NodeKernel kernel : NodeKernel.values()) {
            kernels.put(kernel.label(), kernel);
        }
        return kernels;
    }

    private Ranges ranges(Fields flags, Networking networking) {
        Optional<Cidr> podCidr = firstRange(flags, "podCidr", "podCidrs");
        boolean hasPodCidr =
                !networking.plugin().equals("azure") || networking.pluginMode().equals("overlay");
        if (podCidr.isPresent() && !hasPodCidr) {
            String name = flags.has("podCidr") ? "podCidr" : "podCidrs";
            flags.warning(name, "pods of a flat network get addresses from the subnet; the pod CIDR is not used");
        }
        return new Ranges(
                hasPodCidr ? podCidr.orElse(DEFAULT_POD_CIDR) : null,
                firstRange(flags, "serviceCidr", "serviceCidrs").orElse(Cidr.parse("10.0.0.0/16")),
                flags.address("dnsServiceIp").orElse(IpAddress.parse("10.0.0.10")),
                new IpFamiliesReader(flags, networking).read().orElse(null));
    }

    private static Optional<Cidr> firstRange(Fields flags, String single, String several) {
        Optional<Cidr> first = flags.range(single);
        List<Cidr> all = flags.list(several, flags.values()::range);
        return first.isPresent() ? first : all.stream().findFirst();
    }

    /** az takes the mode of new clusters only if nothing asks for another one. */
    private static boolean namesPodSubnet(Fields flags) {
        return flags.has(NodePoolReader.POD_SUBNET)
                || flags.objects("nodePools").stream().anyMatch(pool -> pool.has(NodePoolReader.POD_SUBNET));
    }
}
