package io.podpath.scenario.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings a running cluster to podpath. */
@Command(
        name = "import",
        description = "Bring a running cluster to podpath: how to collect it, and how to make a copy to show.",
        footer = {"", Podpath.EXIT_CODES})
final class ImportCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "import from where? 'podpath import azure'");
    }
}
