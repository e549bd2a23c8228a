package io.podpath.scenario.load;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What the decoders of resources share: the other resources, the growing result, and where to say what is not known. */
final class Decoding {

    /** Stands in for public addresses that the input does not give; RFC 5737 keeps it for documentation. */
    private static final Cidr STAND_INS = Cidr.parse("192.0.2.0/24");

    private final ResourceIndex index;
    private final Problems problems;
    private final Map<String, List<MappingNode>> lists = new LinkedHashMap<>();
    private final Map<String, MappingNode> singles = new LinkedHashMap<>();
    private final TreeSet<String> said = new TreeSet<>();
    private int standIns;

    Decoding(ResourceIndex index, Problems problems) {
        this.index = index;
        this.problems = problems;
    }

    ResourceIndex index() {
        return index;
    }

    /** Adds to one of the lists of {@code azure:}; a resource that still holds template functions is left out. */
    void add(String list, MappingNode resource) {
        Optional<ScalarNode> function = TemplateFunctions.findIn(resource);
        if (function.isPresent()) {
            problems.error(
                    function.get().location(),
                    Texts.quoted(function.get().text())
                            + " is a template function, and podpath does not evaluate templates; give the resource as"
                            + " 'az ... show -o json' prints it once it is deployed");
            return;
        }
        lists.computeIfAbsent(list, name -> new ArrayList<>()).add(resource);
    }

    /** Sets one of the mappings of {@code azure:}. */
    void put(String name, MappingNode mapping) {
        singles.put(name, mapping);
    }

    /** What is not known, once for each wording. */
    void note(Location location, String message) {
        if (said.add(message)) {
            problems.info(location, message);
        }
    }

    /** What is missing so that answers may be wrong, once for each wording. */
    void warn(Location location, String message) {
        if (said.add(message)) {
            problems.warning(location, message);
        }
    }

    /** The name of the resource a field points at, if it is in the input; a warning if it is not. */
    String given(ResourceView owner, String field, String kind) {
        return givenId(owner, owner.reference(field), kind);
    }

    String givenId(ResourceView owner, String id, String kind) {
        if (id.isEmpty()) {
            return "";
        }
        if (index.find(id).isEmpty()) {
            warn(
                    owner.location(),
                    Texts.quoted(owner.text("name")) + " uses the " + kind + " "
                            + Texts.quoted(ResourceView.lastSegment(id))
                            + ", which is not among the files; podpath goes on as if there were none");
            return "";
        }
        return index.nameOf(id);
    }

    /** The addresses of public IP resources; one that is not in the input gets an address that stands in for it. */
    List<ScalarNode> publicAddresses(ResourceView owner, List<String> ids) {
        List<ScalarNode> addresses = new ArrayList<>();
        for (String id : ids) {
            String known = publicAddress(id);
            addresses.add(new ScalarNode(
                    ScalarNode.Type.TEXT, known.isEmpty() ? standIn(owner, id) : known, owner.location()));
        }
        return addresses;
    }

    /** All addresses of public IP prefixes. */
    List<ScalarNode> prefixAddresses(ResourceView owner, List<String> ids) {
        List<ScalarNode> addresses = new ArrayList<>();
        for (String id : ids) {
            Optional<Cidr> prefix =
                    index.find(id).map(found -> found.text("ipPrefix")).flatMap(Cidr::tryParse);
            if (prefix.isEmpty()) {
                addresses.addAll(publicAddresses(owner, List.of(id)));
                continue;
            }
            IpAddress address = prefix.get().network();
            for (int i = 0; i < MOST_OF_PREFIX && prefix.get().contains(address); i++) {
                addresses.add(new ScalarNode(ScalarNode.Type.TEXT, address.toString(), owner.location()));
                address = address.plus(1);
            }
        }
        return addresses;
    }

    /** A prefix of a NAT gateway or outbound rule has at most 16 addresses. */
    private static final int MOST_OF_PREFIX = 16;

    /** The address of a public IP resource, empty if it is not known. */
    String publicAddress(String id) {
        return index.find(id).map(found -> found.text("ipAddress")).orElse("");
    }

    private String standIn(ResourceView owner, String id) {
        String address = STAND_INS.network().plus(++standIns).toString();
        warn(
                owner.location(),
                "the address of the public IP " + Texts.quoted(ResourceView.lastSegment(id)) + " of "
                        + Texts.quoted(owner.text("name")) + " is not among the files; " + address + " stands in");
        return address;
    }

    MappingNode toInline(Location start) {
        TreeBuilder inline = new TreeBuilder(start);
        lists.forEach((name, items) -> inline.putList(name, items, start));
        singles.forEach(inline::put);
        return inline.build();
    }
}
