package io.podpath.lab.kernel;

import io.podpath.lab.trace.Chronicle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * {@code nft -a monitor trace} in one namespace.
 *
 * <p>A sentinel, a packet to oneself from a port nobody else uses, tells when everything before it has been read. Our own
 * first chain drops it, so that it meets no rule.
 */
final class TraceMonitor {

    /** The source port of sentinels. */
    static final int SENTINEL_PORT = 65_500;

    private static final int LIFE_SECONDS = 900;
    private static final int PATIENCE_MILLIS = 1_000;
    private static final int ATTEMPTS = 10;
    private static final String SENTINEL = "udp sport " + SENTINEL_PORT + " ";

    private final String namespace;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    TraceMonitor(String namespace) {
        this.namespace = namespace;
        try {
            this.process = new ProcessBuilder(
                            "ip",
                            "netns",
                            "exec",
                            namespace,
                            "timeout",
                            String.valueOf(LIFE_SECONDS),
                            "stdbuf",
                            "-oL",
                            "nft",
                            "-a",
                            "monitor",
                            "trace")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException impossible) {
            throw new LabException("nft monitor in " + namespace + ": " + impossible.getMessage(), impossible);
        }
        Thread reader = new Thread(this::read, "trace of " + namespace);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException ended) {
            lines.add("");
        }
    }

    /** All lines up to a sentinel sent now; a monitor that has just started may miss the first ones. */
    List<String> drain(Runnable sendSentinel) {
        List<String> drained = new ArrayList<>();
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                sendSentinel.run();
                for (String line = poll(); line != null; line = poll()) {
                    if (line.contains(SENTINEL) && line.contains(Chronicle.WATCH_TABLE + " send packet:")) {
                        return drained;
                    }
                    drained.add(line);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new LabException("the packet tracer in " + namespace + " is silent");
    }

    private @org.jspecify.annotations.Nullable String poll() throws InterruptedException {
        return lines.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
