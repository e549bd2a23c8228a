package io.podpath.scenario.load;

import io.podpath.scenario.load.MappingNode.Field;
import io.podpath.scenario.schema.FieldTable;
import io.podpath.scenario.schema.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads a pasted {@code az aks create} command into the flags of {@code cluster:}.
 *
 * <p>Quotes and line continuations work as in a shell; {@code --flag value} and {@code --flag=value} are the same. A flag
 * that az does not have is passed over with a note, unless it looks like a slip of one it has.
 */
final class CreateCommand {

    private static final Map<String, String> SHORT = Map.of(
            "n",
            "name",
            "g",
            "resourceGroup",
            "l",
            "location",
            "c",
            "nodeCount",
            "s",
            "nodeVmSize",
            "k",
            "kubernetesVersion",
            "z",
            "zones",
            "u",
            "adminUsername",
            "x",
            "noSshKey",
            "p",
            "dnsNamePrefix");
    private static final Set<String> LISTS = Set.of("zones");
    /** Flags that are no switches, of those that podpath understands. */
    private static final Set<String> VALUED = Set.of(
            "networkPlugin",
            "networkPluginMode",
            "networkDataplane",
            "networkPolicy",
            "podCidr",
            "podCidrs",
            "serviceCidr",
            "serviceCidrs",
            "dnsServiceIp",
            "outboundType",
            "maxPods",
            "nodeCount",
            "minCount",
            "maxCount",
            "vnetSubnetId",
            "podSubnetId",
            "podIpAllocationMode",
            "zones",
            "name");

    private static final Set<String> COMMA_LISTS =
            Set.of("podCidrs", "serviceCidrs", "ipFamilies", "loadBalancerOutboundIps", "natGatewayOutboundIps");

    private final Problems problems;
    private final Set<String> flags = FieldTable.scenario().fields("cluster");
    private final Map<String, Field> read = new LinkedHashMap<>();

    private CreateCommand(Problems problems) {
        this.problems = problems;
    }

    /** The flags of the command, each with its place. */
    static MappingNode read(ScalarNode command, Location key, Problems problems) {
        return new CreateCommand(problems).read(ShellWords.split(command, key, problems), command.location());
    }

    private MappingNode read(List<ShellWords.Word> words, Location start) {
        int position = 0;
        for (String expected : List.of("az", "aks", "create")) {
            if (position >= words.size() || !words.get(position).text().equals(expected)) {
                problems.error(start, "the command must begin with 'az aks create'");
                return new MappingNode(Map.of(), start);
            }
            position++;
        }
        while (position < words.size()) {
            ShellWords.Word flag = words.get(position++);
            List<ShellWords.Word> values = new ArrayList<>();
            int equals = flag.text().indexOf('=');
            if (flag.isFlag() && equals > 0) {
                values.add(new ShellWords.Word(flag.text().substring(equals + 1), flag.location()));
            }
            while (position < words.size() && !words.get(position).isFlag()) {
                values.add(words.get(position++));
            }
            if (flag.isFlag()) {
                add(flag, equals > 0 ? flag.text().substring(0, equals) : flag.text(), values);
            } else {
                problems.error(flag.location(), Texts.quoted(flag.text()) + " belongs to no flag");
            }
        }
        return new MappingNode(read, start);
    }

    private void add(ShellWords.Word word, String flag, List<ShellWords.Word> values) {
        String name =
                flag.startsWith("--") ? camelCase(flag.substring(2)) : SHORT.getOrDefault(flag.substring(1), flag);
        if (!flags.contains(name)) {
            unknown(word, flag, name);
            return;
        }
        if (values.isEmpty() && VALUED.contains(name)) {
            problems.error(word.location(), "the flag " + flag + " needs a value");
            return;
        }
        Field field = new Field(name, word.location(), value(name, values, word.location()));
        Field first = read.putIfAbsent(name, field);
        if (first != null) {
            problems.error(word.location(), "the flag " + flag + " is given twice");
        }
    }

    private void unknown(ShellWords.Word word, String flag, String name) {
        Suggestion.nearest(name, flags)
                .ifPresentOrElse(
                        meant -> problems.error(
                                word.location(), "unknown flag " + flag + "; did you mean '--" + dashed(meant) + "'?"),
                        () -> problems.info(word.location(), "the flag " + flag + " is unknown and passed over"));
    }

    private static SourceNode value(String name, List<ShellWords.Word> values, Location flag) {
        List<SourceNode> items = new ArrayList<>();
        for (ShellWords.Word word : values) {
            String[] parts = COMMA_LISTS.contains(name) ? word.text().split(",", -1) : new String[] {word.text()};
            for (String part : parts) {
                items.add(new ScalarNode(YamlScalars.typeOfPlain(part), part, word.location()));
            }
        }
        if (LISTS.contains(name) || COMMA_LISTS.contains(name)) {
            return new SequenceNode(items, flag);
        }
        // A flag without a value is a switch.
        return items.isEmpty() ? new ScalarNode(ScalarNode.Type.BOOLEAN, "true", flag) : items.get(0);
    }

    private static String camelCase(String dashed) {
        StringBuilder name = new StringBuilder();
        for (String part : dashed.split("-", -1)) {
            boolean first = name.length() == 0;
            name.append(
                    first || part.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return name.toString();
    }

    private static String dashed(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
