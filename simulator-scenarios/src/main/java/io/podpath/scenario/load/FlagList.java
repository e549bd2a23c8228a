package io.podpath.scenario.load;

import io.podpath.cluster.Subject;
import io.podpath.lint.Declared;
import java.util.ArrayList;
import java.util.List;

/** Flags as they were written, for whoever looks for one that nothing else reads. */
final class FlagList {

    private FlagList() {}

    static List<Declared> of(Fields flags) {
        List<Declared> declared = new ArrayList<>();
        flags.node().listFields().forEach(field -> add(Subject.cluster(field.name()), field, declared));
        for (Fields pool : flags.objects("nodePools")) {
            String name = pool.text("name", "");
            pool.node().listFields().forEach(field -> add(Subject.nodePool(name, field.name()), field, declared));
        }
        return declared;
    }

    private static void add(Subject subject, MappingNode.Field field, List<Declared> declared) {
        if (field.value() instanceof ScalarNode scalar && !scalar.isNull()) {
            declared.add(new Declared(subject, field.name(), scalar.text()));
        } else if (field.value() instanceof SequenceNode list) {
            for (SourceNode item : list.items()) {
                if (item instanceof ScalarNode scalar) {
                    declared.add(new Declared(subject, field.name(), scalar.text()));
                }
            }
        }
    }
}
