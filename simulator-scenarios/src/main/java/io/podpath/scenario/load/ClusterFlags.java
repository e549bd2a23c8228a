package io.podpath.scenario.load;

import io.podpath.scenario.load.MappingNode.Field;
import io.podpath.scenario.load.Problem.Severity;
import io.podpath.scenario.schema.FieldTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings {@code create}, {@code from} and the flags beside them to one mapping of flags. */
final class ClusterFlags {

    private final InputFiles files;
    private final Problems problems;

    ClusterFlags(InputFiles files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    /** Flags written beside win; a null beside takes back what the command or file says. */
    Fields read(Fields cluster) {
        Map<String, Field> flags = new LinkedHashMap<>();
        if (cluster.has("create") && cluster.has("from")) {
            cluster.error("from", "'create' and 'from' say the same thing twice; keep one");
        }
        fromCommand(cluster).ifPresent(command -> flags.putAll(command.fields()));
        fromFile(cluster).ifPresent(shown -> flags.putAll(shown.fields()));
        for (Field field : cluster.node().listFields()) {
            if (!field.name().equals("create") && !field.name().equals("from")) {
                flags.put(field.name(), field);
            }
        }
        replaceFile(flags);
        return new Fields(new MappingNode(flags, cluster.node().location()), problems);
    }

    /** az takes the name of a file for kube-proxy's settings; they are read from it. */
    private void replaceFile(Map<String, Field> flags) {
        Field config = flags.get(KubeProxyReader.CONFIG);
        if (config == null || !(config.value() instanceof ScalarNode scalar) || scalar.type() != ScalarNode.Type.TEXT) {
            return;
        }
        List<SourceNode> documents = files.documents(scalar.text(), scalar.location());
        if (documents.isEmpty()) {
            return;
        }
        if (documents.get(0) instanceof MappingNode mapping) {
            new FieldCheck(FieldTable.scenario(), Severity.ERROR, problems).check(mapping, "kubeProxy");
            flags.put(config.name(), new Field(config.name(), config.nameLocation(), mapping));
        } else {
            problems.error(documents.get(0).location(), "this is not the JSON of 'az aks create --kube-proxy-config'");
        }
    }

    private Optional<MappingNode> fromCommand(Fields cluster) {
        return cluster.text("create")
                .flatMap(text -> cluster.node().find("create"))
                .map(node ->
                        CreateCommand.read((ScalarNode) node, cluster.node().locationOf("create"), problems));
    }

    private Optional<MappingNode> fromFile(Fields cluster) {
        Optional<String> name = cluster.text("from");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        List<SourceNode> documents = files.documents(name.get(), cluster.at("from"));
        if (documents.isEmpty()) {
            return Optional.empty();
        }
        SourceNode first = documents.get(0);
        if (first instanceof SequenceNode list && list.items().size() == 1) {
            first = list.items().get(0);
        }
        if (!(first instanceof MappingNode mapping)
                || new ResourceView(mapping).child("networkProfile").isEmpty()) {
            problems.error(first.location(), "this is not the JSON of 'az aks show' (no networkProfile)");
            return Optional.empty();
        }
        return Optional.of(AksShow.toFlags(mapping));
    }
}
