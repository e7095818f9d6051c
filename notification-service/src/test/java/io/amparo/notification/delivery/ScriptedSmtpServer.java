package io.amparo.notification.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Mail server with scripted replies per SMTP command; commands without a script get 250. */
final class ScriptedSmtpServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Map<String, String> replies;
    final AtomicInteger connections = new AtomicInteger();
    final List<String> mails = new CopyOnWriteArrayList<>();

    ScriptedSmtpServer(Map<String, String> replies) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.replies = replies;
        Thread.ofVirtual().start(this::accept);
    }

    URI url() {
        return URI.create("smtp://localhost:" + socket.getLocalPort());
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException ignored) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client; var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII))) {
            reply(client, replies.getOrDefault("CONNECT", "220 ready"));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var verb = line.split("[ :]")[0].toUpperCase(Locale.ROOT);
                var scripted = replies.get(verb);
                if (scripted != null)
                    reply(client, scripted);
                else if (verb.equals("DATA"))
                    receive(client, in);
                else
                    reply(client, verb.equals("QUIT") ? "221 bye" : "250 ok");
            }
        } catch (IOException ignored) {
            // The client closed the connection.
        }
    }

    private void receive(Socket client, BufferedReader in) throws IOException {
        reply(client, "354 go on");
        var mail = new StringBuilder();
        for (var line = in.readLine(); !line.equals("."); line = in.readLine()) mail.append(line).append('\n');
        mails.add(mail.toString());
        reply(client, replies.getOrDefault(".", "250 taken"));
    }

    private static void reply(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
