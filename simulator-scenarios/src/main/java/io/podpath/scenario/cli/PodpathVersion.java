package io.podpath.scenario.cli;

import io.podpath.scenario.run.RunResult;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar carries, and that of the result contract. */
final class PodpathVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = PodpathVersion.class.getPackage().getImplementationVersion();
        return new String[] {
            "podpath " + Objects.requireNonNullElse(version, "(development)") + ", results " + RunResult.CONTRACT
        };
    }
}
