package io.amparo.notification.delivery;

import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Creates the socket of one connection, and closes it when a phase exceeds its time limit. A read timeout alone does not end a
 * phase: it begins anew with each byte that arrives.
 */
@Adapter
final class TimedSocketFactory extends SocketFactory {
    private final ScheduledExecutorService watchdog;
    private @Nullable Socket socket;
    private @Nullable Future<?> deadline;
    private boolean exceeded;
    private int phase;

    TimedSocketFactory(ScheduledExecutorService watchdog) {
        this.watchdog = watchdog;
    }

    /** Begins a phase, which ends the one before. */
    synchronized void begin(Duration limit) {
        end();
        exceeded = false;
        var begun = phase;
        deadline = watchdog.schedule(() -> exceed(begun), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized void end() {
        phase++;
        if (deadline != null) deadline.cancel(false);
        deadline = null;
    }

    /** Whether the last phase exceeded its limit. */
    synchronized boolean isExceeded() {
        return exceeded;
    }

    /** Sets the time limit of each read. Layered TLS sockets read from this socket. */
    synchronized void readTimeout(Duration timeout) throws IOException {
        if (socket == null) throw new SocketException("Not connected");
        socket.setSoTimeout((int) timeout.toMillis());
    }

    /** Closes the connection immediately. */
    synchronized void abort() {
        try {
            if (socket != null) socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void exceed(int begun) {
        if (begun != phase) return;
        exceeded = true;
        abort();
    }

    @Override
    public Socket createSocket() throws IOException {
        return limit(new Socket());
    }

    /** Applies the limit of the present phase to a socket. */
    synchronized Socket limit(Socket plain) throws IOException {
        if (exceeded) throw new SocketException("Time limit exceeded");
        socket = plain;
        return plain;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }
}
