package io.podpath.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes a large input to standard output, for measurements of the whole process. */
public final class WriteInput {

    private static final String USAGE = """
            usage: cluster MODEL NODES SERVICES REPLICAS   a scenario; MODEL is kubenet, node_subnet or overlay
                   dump FORMAT PODS                        kubectl get nodes,pods -A; FORMAT is json or yaml
            """;

    private WriteInput() {}

    /**
     * Writes what the arguments ask for.
     *
     * @throws IOException if standard output cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        BufferedWriter out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        if (arguments.length == 5 && arguments[0].equals("cluster")) {
            GeneratedModel model = GeneratedModel.valueOf(arguments[1].toUpperCase(Locale.ROOT));
            int nodes = Integer.parseInt(arguments[2]);
            int services = Integer.parseInt(arguments[3]);
            int replicas = Integer.parseInt(arguments[4]);
            out.write(new GeneratedCluster(model, nodes, services, replicas, 0).scenario());
        } else if (arguments.length == 3 && arguments[0].equals("dump")) {
            PodDump.Format format = PodDump.Format.valueOf(arguments[1].toUpperCase(Locale.ROOT));
            new PodDump(Integer.parseInt(arguments[2]), format).writeTo(out);
        } else {
            System.err.print(USAGE);
        }
        out.flush();
    }
}
