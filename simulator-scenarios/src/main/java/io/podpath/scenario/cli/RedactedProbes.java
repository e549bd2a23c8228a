package io.podpath.scenario.cli;

import io.podpath.EndpointReference;
import io.podpath.Probe;
import io.podpath.scenario.load.ExpectedProbe;
import io.podpath.scenario.load.Scenario;
import io.podpath.scenario.redact.FolderRedaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
            Probe probe = expected.probe();
            yaml.append("  - {name: probe-").append(++number);
            yaml.append(", from: \"").append(end(probe.from())).append('"');
            yaml.append(", to: \"").append(end(probe.to())).append('"');
            yaml.append(", protocol: ")
                    .append(probe.protocol().name().toLowerCase(Locale.ROOT))
                    .append("}\n");
        }
        return Optional.of(Files.writeString(target.resolve(FILE), yaml));
    }

    private static List<ExpectedProbe> first(Scenario scenario) {
        return scenario.variants().get(0).probes();
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
