package io.podpath.lab.agent;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The server's side: whoever asks is told who answers and what address the question came from.
 *
 * <p>A TCP connection is closed once the client has closed it, so that the client sends the first FIN.
 */
final class Listeners {

    private static final int BACKLOG = 16;
    private static final int PATIENCE_MILLIS = 5_000;

    private final List<Closeable> open = new ArrayList<>();

    String tcp(String address, int port, String name) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getByName(address), port), BACKLOG);
        open.add(server);
        start(() -> {
            while (true) {
                Socket client = server.accept();
                start(() -> serve(client, name));
            }
        });
        return "ok";
    }

    private static void serve(Socket client, String name) throws IOException {
        try (client) {
            client.setSoTimeout(PATIENCE_MILLIS);
            BufferedReader questions =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            while (questions.readLine() != null) {
                client.getOutputStream().write(answer(name, (InetSocketAddress) client.getRemoteSocketAddress()));
            }
        }
    }

    String udp(String address, int port, String name) throws IOException {
        DatagramSocket server = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), port));
        open.add(server);
        start(() -> {
            while (true) {
                DatagramPacket question = new DatagramPacket(new byte[512], 512);
                server.receive(question);
                byte[] answer = answer(name, (InetSocketAddress) question.getSocketAddress());
                server.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            }
        });
        return "ok";
    }

    String close() throws IOException {
        for (Closeable socket : open) {
            socket.close();
        }
        open.clear();
        return "ok";
    }

    private static byte[] answer(String name, InetSocketAddress client) {
        String line = name + " " + client.getAddress().getHostAddress() + " " + client.getPort() + "\n";
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Sockets are closed to end the threads that wait on them, which is the only failure they meet. */
    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
