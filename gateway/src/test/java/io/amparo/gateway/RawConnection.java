package io.amparo.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.testkit.Persona;
import io.amparo.testkit.TestIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Connection to the gateway from a chosen loopback address. It sends as little as the test wants, as an attacker does. */
public final class RawConnection implements AutoCloseable {
    private static final int POLL_MILLIS = 5;

    private final Socket socket = new Socket();
    private final StringBuilder received = new StringBuilder();
    private boolean closedByServer;

    public RawConnection(String localAddress, int port) {
        try {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(localAddress), 0));
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            socket.setSoTimeout(POLL_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the head of a request whose body is not sent yet. */
    public static String headOfPost(String path, int length, Persona person) {
        return headOfPost(path, length) + "Authorization: Bearer " + TestIdentity.get().token(person) + "\r\n\r\n";
    }

    /** As above, without the empty line at its end. */
    public static String headOfPost(String path, int length) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n".formatted(path,
                length);
    }

    public RawConnection send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(UTF_8));
        } catch (IOException closed) {
            closedByServer = true;
        }
        return this;
    }

    public boolean isClosed() {
        receive();
        return closedByServer;
    }

    /** Returns the status of the response; 0 if none has arrived. */
    public int status() {
        receive();
        return received.indexOf("HTTP/1.1 ") == 0 && received.length() > 12 ? Integer.parseInt(received.substring(9, 12)) : 0;
    }

    private void receive() {
        try {
            var buffer = new byte[8192];
            int count = socket.getInputStream().read(buffer);
            if (count < 0)
                closedByServer = true;
            else
                received.append(new String(buffer, 0, count, UTF_8));
        } catch (SocketTimeoutException nothingArrived) {
            // The connection is open.
        } catch (IOException reset) {
            closedByServer = true;
        }
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
