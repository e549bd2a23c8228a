package io.podpath.lab.kernel;

import io.podpath.lab.agent.Agent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** An {@link Agent} running inside a namespace; it ends with its input. */
final class AgentProcess {

    private final String namespace;
    private final Process process;
    private final PrintStream commands;
    private final BufferedReader answers;
    private boolean ready;

    AgentProcess(String namespace) {
        this.namespace = namespace;
        try {
            this.process = new ProcessBuilder(words(namespace))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException impossible) {
            throw new LabException("agent in " + namespace + ": " + impossible.getMessage(), impossible);
        }
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static List<String> words(String namespace) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(
                "ip",
                "netns",
                "exec",
                namespace,
                java,
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx32m",
                "-Xss256k",
                "-cp",
                jar(),
                Agent.class.getName());
    }

    private static String jar() {
        try {
            return Path.of(Agent.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("where is my own jar?", impossible);
        }
    }

    /** One line there, one line back; the first waits until the agent has started. */
    synchronized String tell(String command) {
        try {
            if (!ready) {
                expectLine();
                ready = true;
            }
            commands.println(command);
            return expectLine();
        } catch (IOException gone) {
            throw new LabException("agent in " + namespace + " is gone: " + gone.getMessage(), gone);
        }
    }

    private String expectLine() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("it ended");
        }
        return line;
    }

    void close() {
        process.destroyForcibly();
    }
}
