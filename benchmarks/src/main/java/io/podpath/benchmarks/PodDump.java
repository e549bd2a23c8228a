package io.podpath.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What {@code kubectl get nodes,pods -A} prints for a running cluster: 100 pods on each node, with status, probes,
 * environment and {@code managedFields}; 6.5 KB per pod as JSON, 3 KB as YAML.
 *
 * @param pods how many pods
 * @param format how it is written
 */
public record PodDump(int pods, Format format) {

    private static final int PODS_PER_NODE = 100;
    private static final int PODS_PER_WORKLOAD = 10;

    /** The formats {@code kubectl -o} has for this. */
    public enum Format {
        /** {@code -o json}. */
        JSON("{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n", ",\n", "    ],\n    \"kind\": \"List\"\n}\n"),
        /** {@code -o yaml}. */
        YAML("apiVersion: v1\nitems:\n", "", "kind: List\n");

        private final String start;
        private final String separator;
        private final String end;

        Format(String start, String separator, String end) {
            this.start = start;
            this.separator = separator;
            this.end = end;
        }

        /** The ending of such files, with its dot. */
        public String extension() {
            return this == JSON ? ".json" : ".yaml";
        }

        private String template(String kind) {
            String name = kind + extension();
            try (InputStream stream = PodDump.class.getResourceAsStream(name)) {
                return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(name, e);
            }
        }
    }

    /**
     * Writes the dump.
     *
     * @throws IOException if {@code out} does
     */
    public void writeTo(Appendable out) throws IOException {
        String node = format.template("node");
        String pod = format.template("pod");
        int nodes = (pods + PODS_PER_NODE - 1) / PODS_PER_NODE;
        out.append(format.start);
        for (int i = 0; i < nodes; i++) {
            out.append(i == 0 ? "" : format.separator).append(fill(node, i, "10.224." + i / 250 + "." + (i % 250 + 4)));
        }
        for (int i = 0; i < pods; i++) {
            int at = i / PODS_PER_NODE;
            String app = "web-" + i / PODS_PER_WORKLOAD;
            out.append(format.separator)
                    .append(fill(pod, at, range(at) + "." + (i % PODS_PER_NODE + 2))
                            .replace("@app@", app)
                            .replace("@name@", app + "-6d4cf56db6-" + suffix(i)));
        }
        out.append(format.end);
    }

    /** The first three parts of the pod addresses of a node. */
    private static String range(int node) {
        return "10.244." + node;
    }

    private static String fill(String template, int node, String ip) {
        return template.replace("@node@", "node-" + node)
                .replace("@cidr@", range(node) + ".0/24")
                .replace("@ip@", ip);
    }

    /** Five letters, as generated names have. */
    private static String suffix(int index) {
        StringBuilder text = new StringBuilder();
        for (int i = 0, rest = index; i < 5; i++, rest /= 26) {
            text.append((char) ('a' + rest % 26));
        }
        return text.toString();
    }
}
