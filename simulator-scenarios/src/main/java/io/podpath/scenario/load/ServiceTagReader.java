package io.podpath.scenario.load;

import io.podpath.azure.resource.ServiceTagSpec;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import java.util.List;
import java.util.Optional;

/** Reads what service tags stand for. */
final class ServiceTagReader {

    private final Problems problems;
    private final Locations locations;

    ServiceTagReader(Problems problems, Locations locations) {
        this.problems = problems;
        this.locations = locations;
    }

    Optional<ServiceTagSpec> serviceTag(Fields tag) {
        Optional<String> name = tag.required("name");
        locations.put(Subject.azure("serviceTag", name.orElse("")), tag.at("name"));
        List<Cidr> prefixes = tag.list("prefixes", this::prefix);
        if (tag.items("prefixes").isEmpty()) {
            problems.error(tag.at("prefixes"), "a service tag needs at least one of 'prefixes'");
        }
        return name.map(found -> new ServiceTagSpec(found, prefixes));
    }

    private Optional<Cidr> prefix(SourceNode node, String what) {
        Optional<String> text = new Values(problems).text(node, what);
        Optional<Cidr> prefix = text.flatMap(Cidr::tryParse);
        if (text.isPresent() && prefix.isEmpty()) {
            problems.error(
                    node.location(), Texts.quoted(text.get()) + " is not a range such as 20.60.0.0/16, or an address");
        }
        return prefix;
    }
}
