package io.podpath.scenario.cli;

import io.podpath.EndpointReference;
import io.podpath.Probe;
import io.podpath.ProbePayload;
import io.podpath.http.HttpRequest;
import io.podpath.scenario.load.ExpectedProbe;
import io.podpath.scenario.load.Scenario;
import io.podpath.scenario.redact.FolderRedaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** Writes the probes of a folder for its redacted copy: who asks whom, without names, titles and expectations. */
final class RedactedProbes {

    private static final String FILE = "podpath.yaml";

    private final ScenarioSource source;
    private final FolderRedaction redaction;

    RedactedProbes(ScenarioSource source, FolderRedaction redaction) {
        this.source = source;
        this.redaction = redaction;
    }

    /** The file with the probes; nothing if the folder asks none, or cannot be read as a scenario. */
    Optional<Path> write(Path folder, Path target) throws IOException {
        if (!Files.exists(folder.resolve(FILE))) {
            return Optional.empty();
        }
        List<ExpectedProbe> probes = source.load(folder.toString(), false)
                .scenario()
                .map(RedactedProbes::first)
                .orElse(List.of());
        if (probes.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder yaml = new StringBuilder("probes:\n");
        int number = 0;
        for (ExpectedProbe expected : probes) {
            yaml.append("  - {name: probe-")
                    .append(++number)
                    .append(", ")
                    .append(text(expected.probe()))
                    .append("}\n");
        }
        return Optional.of(Files.writeString(target.resolve(FILE), yaml));
    }

    private static List<ExpectedProbe> first(Scenario scenario) {
        return scenario.variants().get(0).probes();
    }

    private String text(Probe probe) {
        StringJoiner fields = new StringJoiner(", ");
        fields.add("from: \"" + end(probe.from()) + '"');
        Optional<HttpRequest> request = probe.findHttp();
        fields.add("to: \"" + request.map(http -> url(probe, http)).orElseGet(() -> end(probe.to())) + '"');
        request.ifPresent(http -> fields.add(http(probe, http)));
        fields.add("protocol: " + probe.protocol().lowerCaseName());
        if (probe.family() != null) {
            fields.add("family: " + probe.family().name().toLowerCase(Locale.ROOT));
        }
        if (probe.openBefore() > 0) {
            fields.add("openBefore: " + probe.openBefore());
        }
        if (probe.payload().bytes() != null) {
            fields.add("payloadBytes: " + probe.payload().bytes());
        }
        if (probe.payload().fragments() != ProbePayload.Fragments.IF_TOO_LONG) {
            fields.add("dontFragment: " + (probe.payload().fragments() == ProbePayload.Fragments.NEVER));
        }
        return fields.toString();
    }

    private String url(Probe probe, HttpRequest request) {
        boolean isSentElsewhere = isSentElsewhere(probe, request);
        String port = isSentElsewhere
                ? ""
                : probe.to().findPort().map(found -> ":" + found).orElse("");
        return request.scheme().text() + "://" + redaction.name(request.host()) + port + redaction.path(request.path())
                + query(request.target());
    }

    /** Names of parameters stay, since routes name them; values are replaced. */
    private String query(String target) {
        int mark = target.indexOf('?');
        if (mark < 0) {
            return "";
        }
        StringJoiner pairs = new StringJoiner("&", "?", "");
        for (String pair : target.substring(mark + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            pairs.add(equals < 0 ? pair : pair.substring(0, equals + 1) + redaction.name(pair.substring(equals + 1)));
        }
        return pairs.toString();
    }

    private static boolean isSentElsewhere(Probe probe, HttpRequest request) {
        return probe.to().kind() != EndpointReference.Kind.FQDN
                || !probe.to().name().equals(request.host());
    }

    private String http(Probe probe, HttpRequest request) {
        StringJoiner http = new StringJoiner(", ", "http: {", "}");
        http.add("method: " + request.method());
        StringJoiner headers = new StringJoiner(", ", "headers: {", "}").setEmptyValue("");
        request.headers().forEach((name, value) -> headers.add("\"" + name + "\": \"" + redaction.name(value) + '"'));
        if (headers.length() > 0) {
            http.add(headers.toString());
        }
        if (isSentElsewhere(probe, request)) {
            http.add("via: \"" + end(probe.to()) + '"');
        }
        return http.toString();
    }

    /** The end of a probe in the copy. */
    String end(EndpointReference end) {
        String name = end.kind() == EndpointReference.Kind.IP
                ? redaction.address(end.name())
                : end.kind() == EndpointReference.Kind.INTERNET ? end.name() : redaction.name(end.name());
        String namespace = end.namespace().isEmpty() ? "" : redaction.name(end.namespace());
        String port = end.findPort()
                .map(text -> text.matches("[0-9]+") ? text : redaction.name(text))
                .orElse(null);
        return new EndpointReference(end.kind(), namespace, name, port).toString();
    }
}
