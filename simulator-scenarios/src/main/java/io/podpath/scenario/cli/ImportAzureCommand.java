package io.podpath.scenario.cli;

import io.podpath.scenario.collect.CollectedFile;
import io.podpath.scenario.collect.CollectingScript;
import io.podpath.scenario.redact.FolderRedaction;
import io.podpath.scenario.redact.RedactionKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the commands that collect a cluster, or writes a copy of a collected one without names and addresses. */
@Command(
        name = "azure",
        description = "Print the read-only commands that collect a cluster into a folder, or copy such a folder with"
                + " names and addresses replaced.",
        footer = {
            "",
            "Examples:",
            "  podpath import azure --print-commands --resource-group rg-shop --name shop > collect.sh",
            "  sh collect.sh shop && podpath trace -f shop --from pod/web/front --to svc/web/cart:80",
            "  podpath import azure shop --redact -o shop-redacted",
            "",
            Podpath.EXIT_CODES
        })
final class ImportAzureCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--print-commands", description = "print a shell script of read-only az and kubectl commands")
    private boolean printCommands;

    @Option(names = "--subscription", paramLabel = "ID", description = "the subscription")
    private String subscription = "SUBSCRIPTION";

    @Option(names = "--resource-group", paramLabel = "NAME", description = "the resource group of the cluster")
    private String resourceGroup = "RESOURCE_GROUP";

    @Option(names = "--name", paramLabel = "NAME", description = "the name of the cluster")
    private String cluster = "CLUSTER";

    @Option(
            names = "--also-resource-group",
            paramLabel = "NAME",
            description = "look in this resource group too, for example that of a peered hub")
    private List<String> otherGroups = List.of();

    @Option(names = "--redact", description = "write a copy with names, ids and addresses replaced")
    private boolean redact;

    @Option(
            names = "--key",
            paramLabel = "TEXT",
            description = "what the replacements are computed from; random if absent")
    private @Nullable String key;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description = "where the copy goes; must be empty or not exist")
    private @Nullable Path output;

    @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "a collected cluster")
    private @Nullable Path folder;

    ImportAzureCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        if (printCommands == redact) {
            throw wrong("give either --print-commands or FOLDER --redact");
        }
        return printCommands ? printScript() : writeCopy();
    }

    private int printScript() {
        if (folder != null || output != null || key != null) {
            throw wrong(
                    "--print-commands reads no folder and writes none; the script takes the folder as its argument");
        }
        spec.commandLine()
                .getOut()
                .print(new CollectingScript(subscription, resourceGroup, cluster, otherGroups).text());
        return ExitCode.AS_EXPECTED;
    }

    private int writeCopy() {
        if (folder == null || output == null) {
            throw wrong("--redact needs the FOLDER to copy and -o FOLDER to write to");
        }
        Path from = folder;
        Path to = output;
        PrintWriter err = spec.commandLine().getErr();
        if (key != null && key.isEmpty()) {
            throw wrong("--key must not be empty");
        }
        if (!Files.isDirectory(from)) {
            throw wrong("there is no folder " + from);
        }
        boolean isCollected = CollectedFile.names().stream().anyMatch(name -> Files.exists(from.resolve(name)));
        if (!isCollected) {
            throw wrong(from + " holds none of the files of a collected cluster (" + CollectedFile.CLUSTER.fileName()
                    + " ...)");
        }
        try {
            if (Files.exists(to) && !isEmptyFolder(to)) {
                throw wrong(to + " exists and is not empty; the copy would mix with what is there");
            }
            RedactionKey secret = key == null ? RedactionKey.random() : RedactionKey.of(key);
            FolderRedaction redaction = FolderRedaction.of(from, secret);
            List<Path> written = redaction.writeTo(to);
            new RedactedProbes(workbench.source(), redaction).write(from, to).ifPresent(written::add);
            err.println(written.size() + " files written to " + to + "; " + keyText()
                    + ". Files of other names are not copied. Look through the copy before you give it away.");
            return ExitCode.AS_EXPECTED;
        } catch (IOException e) {
            err.println("podpath: " + e.getMessage());
            return ExitCode.WRONG_INPUT;
        }
    }

    private String keyText() {
        return key == null
                ? "the key was random and is gone, so nobody can turn names and addresses back"
                : "who knows the key can compute the replacement of a name, so keep it to yourself";
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
