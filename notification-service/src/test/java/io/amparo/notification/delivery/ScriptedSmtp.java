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
final class ScriptedSmtp implements AutoCloseable {
    private final ServerSocket socket;
    private final Map<String, String> answers;
    final AtomicInteger connections = new AtomicInteger();
    final List<String> mails = new CopyOnWriteArrayList<>();

    ScriptedSmtp(Map<String, String> answers) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.answers = answers;
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
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client; var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII))) {
            say(client, answers.getOrDefault("CONNECT", "220 ready"));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var verb = line.split("[ :]")[0].toUpperCase(Locale.ROOT);
                var answer = answers.get(verb);
                if (answer != null)
                    say(client, answer);
                else if (verb.equals("DATA"))
                    receive(client, in);
                else
                    say(client, verb.equals("QUIT") ? "221 bye" : "250 ok");
            }
        } catch (IOException hungUp) {
            // The client closed the connection.
        }
    }

    private void receive(Socket client, BufferedReader in) throws IOException {
        say(client, "354 go on");
        var mail = new StringBuilder();
        for (var line = in.readLine(); !line.equals("."); line = in.readLine()) mail.append(line).append('\n');
        mails.add(mail.toString());
        say(client, answers.getOrDefault(".", "250 taken"));
    }

    private static void say(Socket client, String answer) throws IOException {
        client.getOutputStream().write((answer + "\r\n").getBytes(US_ASCII));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
