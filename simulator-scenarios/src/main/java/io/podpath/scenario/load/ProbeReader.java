package io.podpath.scenario.load;

import io.podpath.EndpointReference;
import io.podpath.Probe;
import io.podpath.ProbePayload;
import io.podpath.cluster.Subject;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the probes of one variant. */
final class ProbeReader {

    private static final Map<String, Protocol> PROTOCOLS =
            Choices.union(Choices.of(protocols(), Protocol::lowerCaseName), Choices.of(protocols(), Protocol::name));

    private static final Map<String, IpFamily> FAMILIES =
            Choices.of(IpFamily.values(), family -> family.text().toLowerCase(Locale.ROOT));

    private final String variant;
    private final Set<String> variants;
    private final Problems problems;
    private final Locations locations;

    ProbeReader(String variant, Set<String> variants, Problems problems, Locations locations) {
        this.variant = variant;
        this.variants = variants;
        this.problems = problems;
        this.locations = locations;
    }

    private static Protocol[] protocols() {
        return new Protocol[] {Protocol.TCP, Protocol.UDP, Protocol.ICMP, Protocol.SCTP};
    }

    /** All probes that are well formed, in the order of the file. */
    List<ExpectedProbe> read(Fields document) {
        List<ExpectedProbe> probes = new ArrayList<>();
        Map<String, Location> named = new HashMap<>();
        for (Fields probe : document.objects("probes")) {
            Optional<String> name = probe.required("name");
            name.ifPresent(found -> {
                Location first = named.putIfAbsent(found, probe.at("name"));
                if (first != null) {
                    probe.mismatch("name", "a probe '" + found + "' is on line " + first.line() + " already");
                }
            });
            Optional<EndpointReference> from = endpoint(probe, "from");
            Protocol protocol = probe.choice("protocol", PROTOCOLS).orElse(Protocol.TCP);
            Optional<HttpProbeReader.Sent> sent = request(probe, protocol);
            Optional<EndpointReference> to =
                    isRequest(probe) ? sent.map(HttpProbeReader.Sent::to) : endpoint(probe, "to");
            ProbePayload payload = payload(probe, protocol);
            OptionalInt openBefore = probe.integer("openBefore", 0, Probe.MAX_OPEN_BEFORE);
            IpFamily family = probe.choice("family", FAMILIES).orElse(null);
            Expectation expectation = new ExpectationReader(variant, variants, problems).read(probe);
            if (name.isPresent() && from.isPresent() && to.isPresent()) {
                Subject subject = Subject.probe(probes.size());
                locations.put(subject, probe.at("name"));
                locations.put(subject.part("from"), probe.at("from"));
                boolean isSentElsewhere =
                        isRequest(probe) && probe.child("http").has("via");
                locations.put(
                        subject.part("to"),
                        isSentElsewhere ? probe.child("http").at("via") : probe.at("to"));
                probes.add(new ExpectedProbe(
                        new Probe(name.get(), from.get(), to.get(), protocol, payload)
                                .withFamily(family)
                                .withHttp(
                                        sent.map(HttpProbeReader.Sent::request).orElse(null))
                                .withOpenBefore(openBefore.orElse(0)),
                        expectation,
                        probe.node().location()));
            }
        }
        return probes;
    }

    private static boolean isRequest(Fields probe) {
        return probe.node()
                .find("to")
                .filter(node -> node instanceof ScalarNode scalar && UrlReader.looksLikeUrl(scalar.text()))
                .isPresent();
    }

    private Optional<HttpProbeReader.Sent> request(Fields probe, Protocol protocol) {
        if (isRequest(probe)) {
            return probe.required("to")
                    .flatMap(text -> new HttpProbeReader(probe, this::endpoint).read(text, protocol));
        }
        if (probe.has("http")) {
            probe.mismatch("http", "'http' goes with a URL: to: http://host/path or https://host/path");
        }
        return Optional.empty();
    }

    private static ProbePayload payload(Fields probe, Protocol protocol) {
        boolean cutsItself = protocol == Protocol.TCP || protocol == Protocol.SCTP;
        for (String name : List.of("payloadBytes", "dontFragment")) {
            if (cutsItself && probe.has(name)) {
                probe.mismatch(
                        name,
                        protocol.name() + " cuts what it sends to size itself ("
                                + (protocol == Protocol.TCP ? "MSS" : "chunks") + "), so '" + name
                                + "' is for 'protocol: udp' and 'protocol: icmp'");
            }
        }
        OptionalInt bytes = probe.integer("payloadBytes", 0, ProbePayload.MAX_BYTES);
        ProbePayload.Fragments fragments = probe.value("dontFragment", probe.values()::flag)
                .map(forbids -> forbids ? ProbePayload.Fragments.NEVER : ProbePayload.Fragments.ALWAYS_ALLOWED)
                .orElse(ProbePayload.Fragments.IF_TOO_LONG);
        return new ProbePayload(bytes.isPresent() ? bytes.getAsInt() : null, fragments);
    }

    private Optional<EndpointReference> endpoint(Fields probe, String name) {
        Optional<String> text = probe.required(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        EndpointReferences.Parsed parsed = EndpointReferences.parse(text.get(), probe.at(name));
        parsed.problem().ifPresent(problems::add);
        return parsed.reference();
    }
}
