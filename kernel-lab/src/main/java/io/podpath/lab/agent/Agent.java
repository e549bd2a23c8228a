package io.podpath.lab.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A small program that does what it is told inside one network namespace.
 *
 * <pre>
 * listen tcp ADDRESS PORT NAME                        -&gt; ok
 * connect tcp SOURCE PORT DESTINATION PORT MILLIS     -&gt; connected NAME SEEN-ADDRESS SEEN-PORT | refused | timeout | ...
 * datagram udp SOURCE PORT DESTINATION PORT MILLIS BYTES -&gt; the same, or too-long
 * ping DESTINATION MILLIS                             -&gt; connected | timeout
 * sentinel PORT                                       -&gt; ok
 * reset                                               -&gt; ok
 * </pre>
 *
 * <p>Every line gets one line back, {@code error WORDS} if it could not be done. The program ends with its input, so it
 * never outlives whoever started it.
 */
public final class Agent {

    private final Listeners listeners = new Listeners();

    private Agent() {}

    /** Reads commands until the input ends. */
    public static void main(String[] arguments) throws IOException {
        Agent agent = new Agent();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        answers.println("ok");
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            answers.println(agent.answer(line.split(" ", -1)));
        }
        System.exit(0);
    }

    private String answer(String[] words) {
        try {
            return switch (words[0] + " " + (words.length > 1 ? words[1] : "")) {
                case "listen tcp" -> listeners.tcp(words[2], Integer.parseInt(words[3]), words[4]);
                case "listen udp" -> listeners.udp(words[2], Integer.parseInt(words[3]), words[4]);
                case "connect tcp" -> Dialler.tcp(Dialler.Call.of(words));
                case "connect udp" -> Dialler.udp(Dialler.Call.of(words));
                default -> other(words);
            };
        } catch (IOException | RuntimeException failure) {
            return "error " + failure.getClass().getSimpleName() + " " + failure.getMessage();
        }
    }

    private String other(String[] words) throws IOException {
        return switch (words[0]) {
            case "datagram" -> Dialler.udp(Dialler.Call.of(words), Integer.parseInt(words[7]));
            case "ping" -> Dialler.ping(words[1], Integer.parseInt(words[2]));
            case "sentinel" -> Dialler.sentinel(Integer.parseInt(words[1]));
            case "reset" -> listeners.close();
            default -> "error unknown command " + words[0];
        };
    }
}
