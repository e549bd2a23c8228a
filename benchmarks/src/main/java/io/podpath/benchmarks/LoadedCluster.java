package io.podpath.benchmarks;

import io.podpath.Probe;
import io.podpath.SimulationInput;
import io.podpath.scenario.load.LoadOptions;
import io.podpath.scenario.load.LoadResult;
import io.podpath.scenario.load.ScenarioLoader;
import io.podpath.scenario.load.Variant;
import java.io.StringReader;
import java.nio.file.Path;

/**
 * A generated cluster after loading.
 *
 * @param input what to simulate
 * @param probe from the client to the Service in the middle
 */
record LoadedCluster(SimulationInput input, Probe probe) {

    static LoadedCluster load(GeneratedCluster cluster) {
        LoadOptions options = new LoadOptions(true, new StringReader(cluster.scenario()));
        LoadResult result = ScenarioLoader.load(Path.of("-"), options);
        Variant variant = result.scenario()
                .orElseThrow(() -> new IllegalStateException(result.problems().toString()))
                .variants()
                .get(0);
        return new LoadedCluster(variant.input(), variant.probes().get(0).probe());
    }
}
