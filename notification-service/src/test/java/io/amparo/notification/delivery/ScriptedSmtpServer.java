package io.amparo.notification.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Mail server with a scripted reaction per SMTP command; commands without a script get 250. */
final class ScriptedSmtpServer implements AutoCloseable {

    /** Reaction to a command: {@code CONNECT}, a verb, or {@code .} for the end of a mail. */
    interface Reaction {
        void to(Socket client) throws IOException;
    }

    private static final int MAX_DIGITS = 100;

    private final ServerSocket socket;
    private final Map<String, Reaction> script;
    private final @Nullable SSLContext tls;
    private final boolean tlsFromStart;
    final AtomicInteger connections = new AtomicInteger();
    /** Commands that arrived, also those within TLS. */
    final List<String> commands = new CopyOnWriteArrayList<>();
    /** The same commands with their arguments. */
    final List<String> lines = new CopyOnWriteArrayList<>();
    final List<String> mails = new CopyOnWriteArrayList<>();

    ScriptedSmtpServer(Map<String, Reaction> script) throws IOException {
        this(script, null, false);
    }

    /** @param tlsFromStart whether the server begins with TLS, or offers STARTTLS */
    ScriptedSmtpServer(Map<String, Reaction> script, @Nullable SSLContext tls, boolean tlsFromStart) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.script = script;
        this.tls = tls;
        this.tlsFromStart = tlsFromStart;
        Thread.ofVirtual().start(this::accept);
    }

    static Reaction reply(String line) {
        return client -> client.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
    }

    static Reaction hangUp() {
        return Socket::close;
    }

    static Reaction replyAndHangUp(String line) {
        return client -> {
            reply(line).to(client);
            client.close();
        };
    }

    /** Replies late, or not at all if the client has given up by then. */
    static Reaction replyAfter(Duration delay, String line) {
        return client -> {
            if (staysFor(delay, client)) reply(line).to(client);
        };
    }

    /** Sends one digit of a reply after the other, until the client gives up, or 100 digits are sent. */
    static Reaction drip(Duration interval) {
        return client -> {
            for (int digit = 0; digit < MAX_DIGITS && staysFor(interval, client); digit++) client.getOutputStream().write('2');
            client.close();
        };
    }

    /** Whether the client, which waits for a reply, has not closed the connection by the end of this time. */
    private static boolean staysFor(Duration time, Socket client) throws IOException {
        client.setSoTimeout((int) time.toMillis());
        try {
            client.getInputStream().read();
            client.close();
            return false;
        } catch (SocketTimeoutException stayed) {
            client.setSoTimeout(0);
            return true;
        }
    }

    URI url() {
        return URI.create((tlsFromStart ? "smtps" : "smtp") + "://localhost:" + socket.getLocalPort());
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

    private void serve(Socket accepted) {
        try (var client = tlsFromStart ? secured(accepted) : accepted) {
            script.getOrDefault("CONNECT", reply("220 ready")).to(client);
            converse(client, tls != null && !tlsFromStart);
        } catch (IOException ignored) {
            // The client closed the connection.
        }
    }

    private void converse(Socket client, boolean offersTls) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var verb = line.split("[ :]")[0].toUpperCase(Locale.ROOT);
            commands.add(verb);
            lines.add(line);
            var scripted = script.get(verb);
            if (scripted != null)
                scripted.to(client);
            else if (verb.equals("EHLO") && offersTls)
                reply("250-hello\r\n250 STARTTLS").to(client);
            else if (verb.equals("STARTTLS")) {
                reply("220 go on").to(client);
                converse(secured(client), false);
                return;
            } else if (verb.equals("DATA"))
                receive(client, in);
            else
                reply(verb.equals("QUIT") ? "221 bye" : "250 ok").to(client);
        }
    }

    private SSLSocket secured(Socket client) throws IOException {
        var secured = (SSLSocket) tls.getSocketFactory().createSocket(client, null, client.getPort(), true);
        secured.setUseClientMode(false);
        return secured;
    }

    private void receive(Socket client, BufferedReader in) throws IOException {
        reply("354 go on").to(client);
        var mail = new StringBuilder();
        for (var line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) return; // the client ended the connection in the middle of the mail
            mail.append(line).append('\n');
        }
        mails.add(mail.toString());
        script.getOrDefault(".", reply("250 taken")).to(client);
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
