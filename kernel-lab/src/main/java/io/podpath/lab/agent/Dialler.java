package io.podpath.lab.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The client's side: opens a connection, asks one question, reads the answer, closes first.
 *
 * <p>What it says of failures is what a program is told by its socket: {@code refused} (ECONNREFUSED, by RST or ICMP port
 * unreachable), {@code unreachable} (EHOSTUNREACH, ENETUNREACH), {@code reset}, {@code too-long} (EMSGSIZE), {@code timeout}.
 */
final class Dialler {

    private static final String QUESTION = "who are you?\n";
    private static final int DISCARD_PORT = 9;

    private Dialler() {}

    /** Where from, where to, and how long to wait. */
    record Call(InetSocketAddress from, InetSocketAddress to, int millis) {

        static Call of(String[] words) throws IOException {
            return new Call(socket(words[2], words[3]), socket(words[4], words[5]), Integer.parseInt(words[6]));
        }

        private static InetSocketAddress socket(String address, String port) throws IOException {
            return new InetSocketAddress(InetAddress.getByName(address), Integer.parseInt(port));
        }
    }

    static String tcp(Call call) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(true);
            socket.bind(call.from());
            socket.connect(call.to(), call.millis());
            socket.setSoTimeout(call.millis());
            socket.getOutputStream().write(QUESTION.getBytes(StandardCharsets.UTF_8));
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String answer = answers.readLine();
            return answer == null ? "closed" : "connected " + answer;
        } catch (IOException failure) {
            return describe(failure);
        }
    }

    static String udp(Call call) throws IOException {
        return udp(call, QUESTION.length());
    }

    /** A question of this many bytes. */
    static String udp(Call call, int bytes) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(call.from())) {
            socket.connect(call.to());
            socket.setSoTimeout(call.millis());
            byte[] question = Arrays.copyOf(QUESTION.getBytes(StandardCharsets.UTF_8), bytes);
            socket.send(new DatagramPacket(question, question.length));
            DatagramPacket answer = new DatagramPacket(new byte[512], 512);
            socket.receive(answer);
            return "connected " + new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8).strip();
        } catch (IOException failure) {
            return describe(failure);
        }
    }

    private static String describe(IOException failure) throws IOException {
        String words = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (failure instanceof SocketTimeoutException || words.contains("timed out")) {
            return "timeout";
        }
        if (words.contains("too long")) {
            return "too-long";
        }
        if (failure instanceof PortUnreachableException || words.contains("refused")) {
            return "refused";
        }
        if (failure instanceof NoRouteToHostException || words.contains("unreachable") || words.contains("no route")) {
            return "unreachable";
        }
        if (failure instanceof SocketException && words.contains("reset")) {
            return "reset";
        }
        if (failure instanceof ConnectException) {
            return "failed " + words;
        }
        throw failure;
    }

    /** An ICMP echo: for root the JDK sends a real one. */
    static String ping(String destination, int millis) throws IOException {
        return InetAddress.getByName(destination).isReachable(millis) ? "connected" : "timeout";
    }

    /** A packet to oneself that everybody who watches this namespace sees after all that went before. */
    static String sentinel(int port) throws IOException {
        InetAddress self = InetAddress.getLoopbackAddress();
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(self, port))) {
            socket.send(new DatagramPacket(new byte[1], 1, self, DISCARD_PORT));
            return "ok";
        } catch (IOException dropped) {
            // It has been traced, and that is all it was for.
            return "ok";
        }
    }
}
