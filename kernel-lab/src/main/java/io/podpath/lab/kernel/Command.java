package io.podpath.lab.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One command of this machine, run to its end and never longer than it may.
 *
 * @param words the program and its arguments
 * @param input what it reads
 */
public record Command(List<String> words, String input) {

    private static final int LIMIT_SECONDS = 30;

    public Command {
        words = List.copyOf(words);
    }

    /** What a command said and how it ended. */
    public record Result(int exitCode, String output, String errors) {}

    /** A command that reads nothing. */
    public static Command of(String... words) {
        return new Command(List.of(words), "");
    }

    /** Sets kernel settings, such as {@code net.ipv4.ip_forward}; those this kernel lacks are an error. */
    public static Command settings(Map<String, String> values) {
        StringBuilder script = new StringBuilder("set -e\n");
        values.forEach((key, value) -> script.append("echo ")
                .append(value)
                .append(" > /proc/sys/")
                .append(key.replace('.', '/'))
                .append('\n'));
        return of("sh", "-s").reading(script.toString());
    }

    /** The same command inside a network namespace. */
    public Command inside(String namespace) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        all.addAll(words);
        return new Command(all, input);
    }

    /** The same command with something to read. */
    public Command reading(String newInput) {
        return new Command(words, newInput);
    }

    /**
     * Runs it and gives its output.
     *
     * @throws LabException if it cannot be run or says no
     */
    public String run() {
        Result result = attempt();
        if (result.exitCode() != 0) {
            throw new LabException(String.join(" ", words) + ": "
                    + (result.errors().isBlank() ? "exit " + result.exitCode() : result.errors()));
        }
        return result.output();
    }

    /**
     * Runs it and tells how it ended.
     *
     * @throws LabException if it cannot be run or takes too long
     */
    public Result attempt() {
        try {
            Process process = new ProcessBuilder(words).start();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new LabException(String.join(" ", words) + ": took longer than " + LIMIT_SECONDS + " s");
            }
            return new Result(process.exitValue(), output.join(), errors.join());
        } catch (IOException impossible) {
            throw new LabException(words.get(0) + ": " + impossible.getMessage(), impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LabException(words.get(0) + ": interrupted", interrupted);
        }
    }

    private static String read(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }
}
