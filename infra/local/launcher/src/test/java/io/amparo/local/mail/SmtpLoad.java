package io.amparo.local.mail;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends many mails over several connections. Each connection has its own mailbox. */
public final class SmtpLoad {
    private final int port;
    private final int connections;

    public SmtpLoad(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    public static String mailbox(int connection) {
        return "mailbox-%d@acme.example".formatted(connection);
    }

    /** Returns when every mail is acknowledged. */
    public void send(int mails, int bytes) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(connections)) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < connections; i++) {
                int connection = i;
                running.add(threads.submit(() -> {
                    sendOver(connection, mails, bytes);
                    return null;
                }));
            }
            for (var each : running) each.get();
        }
    }

    private void sendOver(int connection, int mails, int bytes) throws IOException {
        var body = ("x".repeat(98) + "\r\n").repeat(bytes / 100);
        try (var socket = connect();
                var answers = new BufferedReader(
                        new InputStreamReader(new BufferedInputStream(socket.getInputStream()), StandardCharsets.US_ASCII));
                var out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16)) {
            expect(answers, "220");
            write(out, "HELO localhost\r\n");
            expect(answers, "250");
            for (int i = connection; i < mails; i += connections) {
                write(out, "MAIL FROM:<suporte@opservices.example>\r\n");
                expect(answers, "250");
                write(out, "RCPT TO:<%s>\r\n".formatted(mailbox(connection)));
                expect(answers, "250");
                write(out, "DATA\r\n");
                expect(answers, "354");
                write(out, "From: suporte@opservices.example\r\nSubject: mail %d of %d\r\n\r\n%s.\r\n".formatted(i, mails, body));
                expect(answers, "250");
            }
            write(out, "QUIT\r\n");
            expect(answers, "221");
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket("localhost", port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void write(BufferedOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void expect(BufferedReader answers, String code) throws IOException {
        var line = answers.readLine();
        if (line == null || !line.startsWith(code)) throw new IOException("Unexpected answer: " + line);
    }
}
