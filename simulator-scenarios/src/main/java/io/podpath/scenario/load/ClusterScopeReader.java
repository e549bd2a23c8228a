package io.podpath.scenario.load;

import io.podpath.cluster.MasqueradeConfig;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.NetworkPolicy;
import io.podpath.cluster.NodeSpec;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads nodes, policies and the configuration of ip-masq-agent. */
final class ClusterScopeReader {

    private static final String MASQUERADE_CONFIG_PREFIX = "azure-ip-masq-agent-config";
    private static final String MASQUERADE_CONFIG_KEY = "ip-masq-agent";
    private static final Map<String, String> POLICY_TYPES = Choices.words("Ingress", "Egress");

    private ClusterScopeReader() {}

    static NodeSpec node(KubeObject object) {
        Fields spec = object.spec();
        Set<IpAddress> addresses = new LinkedHashSet<>();
        for (Fields entry : object.status().objects("addresses")) {
            if (entry.text("type", "").equals("InternalIP")) {
                entry.address("address").ifPresent(addresses::add);
            }
        }
        Set<Cidr> podCidrs = new LinkedHashSet<>();
        spec.range("podCIDR").ifPresent(podCidrs::add);
        podCidrs.addAll(spec.list("podCIDRs", spec.values()::range));
        return new NodeSpec(
                object.name().name(),
                object.metadata().map("labels"),
                List.copyOf(addresses),
                List.copyOf(podCidrs),
                !spec.flag("unschedulable"));
    }

    /** Absent policy types mean ingress, and egress if there are egress rules. */
    static NetworkPolicy policy(KubeObject object) {
        Fields spec = object.spec();
        List<String> types =
                spec.list("policyTypes", (item, what) -> spec.values().choice(item, what, POLICY_TYPES));
        boolean egressRules = spec.has("egress");
        spec.objects("egress");
        spec.objects("ingress");
        return new NetworkPolicy(
                object.name(),
                LabelSelectors.read(spec.child("podSelector")),
                types.isEmpty() || types.contains("Ingress"),
                types.isEmpty() ? egressRules : types.contains("Egress"));
    }

    /** The configuration in a ConfigMap, if it is one of those the agent reads. */
    static Optional<MasqueradeConfig> masqueradeConfig(KubeObject object) {
        if (!object.name().name().startsWith(MASQUERADE_CONFIG_PREFIX)) {
            return Optional.empty();
        }
        Fields data = object.fields().child("data");
        Optional<String> text = data.text(MASQUERADE_CONFIG_KEY);
        if (text.isEmpty()) {
            data.problems()
                    .warning(
                            object.location(),
                            "ip-masq-agent reads the key '" + MASQUERADE_CONFIG_KEY
                                    + "' of this ConfigMap, which is not" + " there");
            return Optional.empty();
        }
        Location location = data.at(MASQUERADE_CONFIG_KEY);
        List<SourceNode> documents = new ArrayList<>();
        Problems inner = new Problems();
        new YamlReader(location.file(), text.get(), inner, SourceReader.Trimming.NONE).read(documents::add);
        if (documents.isEmpty() || !(documents.get(0) instanceof MappingNode mapping)) {
            data.error(MASQUERADE_CONFIG_KEY, "this is not the YAML or JSON that ip-masq-agent reads");
            return Optional.empty();
        }
        MasqueradeConfig config = masqueradeConfig(object.name(), new Fields(mapping, inner));
        inner.list()
                .forEach(problem -> data.problems()
                        .add(new Problem(
                                problem.severity(), location, "in the ip-masq-agent data: " + problem.message())));
        return Optional.of(config);
    }

    /** The agent's keys differ in case between its documentation and its examples, so case does not count. */
    private static MasqueradeConfig masqueradeConfig(NamespacedName name, Fields fields) {
        List<Cidr> ranges = new ArrayList<>();
        boolean linkLocal = false;
        for (MappingNode.Field field : fields.node().listFields()) {
            if (field.name().equalsIgnoreCase("nonMasqueradeCIDRs")) {
                ranges.addAll(fields.list(field.name(), fields.values()::cidr));
            } else if (field.name().equalsIgnoreCase("masqLinkLocal")) {
                linkLocal = fields.flag(field.name());
            }
        }
        return new MasqueradeConfig(name, ranges, linkLocal);
    }
}
