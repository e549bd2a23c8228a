package io.podpath.scenario.load;

import io.podpath.aks.KubeProxySetup;
import io.podpath.aks.KubeProxySetup.Detection;
import io.podpath.aks.KubeProxySetup.Ipvs;
import io.podpath.aks.KubeProxySetup.Mode;
import io.podpath.aks.KubeProxySetup.Scheduler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code kubeProxyConfig}, as a mapping, or as the name of a file with the JSON that {@code az aks create
 * --kube-proxy-config} takes. {@code kubeProxy} is a shorter name for the same mapping.
 *
 * <p>As AKS does, it refuses IPVS settings in another mode and an enabled kube-proxy with the Cilium data plane. Where
 * Kubernetes is too old for nftables it keeps iptables mode and warns: AKS refuses such a cluster since July 2026 and
 * did the same before, so that one of those may be described. {@code detectLocalMode} is podpath's own.
 *
 * <p><i>Source:</i> Azure docs, Configure kube-proxy in AKS; Azure support docs, Troubleshoot nftables configuration
 * (KubeProxyConfigFieldUnsupported, CiliumDataplaneRequiresKubeProxyConfigDisabled); Azure/AKS CHANGELOG, release
 * 2026-07-17.
 */
final class KubeProxyReader {

    static final String CONFIG = "kubeProxyConfig";
    private static final String SHORT = "kubeProxy";
    private static final String IPVS_CONFIG = "ipvsConfig";
    /** Kubernetes 1.33. */
    private static final int FIRST_NFTABLES_MINOR = 33;

    private static final Pattern VERSION = Pattern.compile("^v?(\\d{1,4})\\.(\\d{1,4})");
    private static final int MAX_TIMEOUT_SECONDS = Integer.MAX_VALUE;

    private static final Map<String, Mode> MODES = modes();
    private static final Map<String, Scheduler> SCHEDULERS = Choices.of(Scheduler.values(), Scheduler::label);
    private static final Map<String, Detection> DETECTIONS =
            Choices.of(new Detection[] {Detection.CLUSTER_CIDR, Detection.INTERFACE_NAME_PREFIX}, Detection::label);

    private KubeProxyReader() {}

    private static Map<String, Mode> modes() {
        Map<String, Mode> modes = new LinkedHashMap<>();
        List<Mode> choosable = List.of(Mode.IPTABLES, Mode.IPVS, Mode.NFTABLES);
        choosable.forEach(mode -> modes.put(mode.label(), mode));
        choosable.forEach(mode -> modes.put(mode.name(), mode));
        return modes;
    }

    /** What the flags of a cluster say about kube-proxy. */
    static KubeProxySetup read(Fields flags, String dataplane) {
        String name = flags.has(CONFIG) ? CONFIG : SHORT;
        if (flags.has(CONFIG) && flags.has(SHORT)) {
            flags.warning(SHORT, "'kubeProxyConfig' says the same thing and wins; keep one of them");
        }
        if (flags.node().find(name).filter(ScalarNode.class::isInstance).isPresent()) {
            flags.text(name);
            return KubeProxySetup.DEFAULT;
        }
        Fields config = flags.child(name);
        boolean enabled = !config.has("enabled") || config.flag("enabled");
        if (flags.has(name) && enabled && dataplane.equals("cilium")) {
            flags.mismatch(
                    name,
                    "Cilium takes the place of kube-proxy: with networkDataplane 'cilium' AKS refuses " + name
                            + " unless it says 'enabled: false'");
        }
        Mode mode = config.choice("mode", MODES).orElse(Mode.IPTABLES);
        Ipvs ipvs = ipvs(config, mode);
        if (mode == Mode.NFTABLES && isOlderThanNftables(flags)) {
            config.warning(
                    "mode",
                    "AKS refuses this mode before Kubernetes 1.33; clusters from before it did so run in iptables mode,"
                            + " and so does podpath");
            mode = Mode.IPTABLES;
        }
        boolean replaced = !enabled && !dataplane.equals("cilium");
        Detection detection = config.choice("detectLocalMode", DETECTIONS).orElse(Detection.AS_AKS);
        return new KubeProxySetup(replaced ? Mode.DISABLED : mode, ipvs, detection);
    }

    private static boolean isOlderThanNftables(Fields flags) {
        Matcher version = VERSION.matcher(flags.word("kubernetesVersion").orElse(""));
        return version.find()
                && (Integer.parseInt(version.group(1)) < 1
                        || (version.group(1).equals("1") && Integer.parseInt(version.group(2)) < FIRST_NFTABLES_MINOR));
    }

    private static Ipvs ipvs(Fields config, Mode mode) {
        Optional<Fields> found = config.object(IPVS_CONFIG);
        if (found.isEmpty()) {
            return Ipvs.DEFAULT;
        }
        if (mode != Mode.IPVS) {
            config.mismatch(IPVS_CONFIG, "AKS takes 'ipvsConfig' only with mode 'IPVS', not '" + mode.name() + "'");
        }
        Fields fields = found.get();
        return new Ipvs(
                fields.choice("scheduler", SCHEDULERS).orElse(Ipvs.DEFAULT.scheduler()),
                timeout(fields, "TCPTimeoutSeconds", "tcpTimeoutSeconds", Ipvs.DEFAULT.tcpTimeoutSeconds()),
                timeout(fields, "TCPFINTimeoutSeconds", "tcpFinTimeoutSeconds", Ipvs.DEFAULT.tcpFinTimeoutSeconds()),
                timeout(fields, "UDPTimeoutSeconds", "udpTimeoutSeconds", Ipvs.DEFAULT.udpTimeoutSeconds()));
    }

    /** The docs of az write {@code TCPTimeoutSeconds}, the API {@code tcpTimeoutSeconds}. */
    private static int timeout(Fields fields, String azName, String apiName, int absent) {
        return fields.integer(fields.has(apiName) ? apiName : azName, 1, MAX_TIMEOUT_SECONDS, absent);
    }
}
