package io.amparo.gateway.limit;

import io.amparo.platform.limit.KeyedSemaphore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.util.NetMaskSet;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's endpoint with a limit of connections for each address and a time limit for the head of a request. Tomcat's own read
 * timeout starts with each byte, so a caller that sends a byte every few seconds would keep its connection for ever.
 */
final class LimitedEndpoint extends NioEndpoint {
    private static final int BUFFER_BYTES = 4096;

    private final Map<SocketChannel, String> owners = new ConcurrentHashMap<>();
    private final Map<SocketWrapperBase<NioChannel>, Long> incompleteHeads = new ConcurrentHashMap<>();
    private KeyedSemaphore connections = new KeyedSemaphore(Long.MAX_VALUE);
    private NetMaskSet unlimited = new NetMaskSet();
    private long headTimeoutNanos = Long.MAX_VALUE;
    private Runnable onRefused = () -> {
    };

    LimitedEndpoint() {
        // Each connection has both buffers, also while it is idle. Tomcat's default is 8 kB.
        getSocketProperties().setAppReadBufSize(BUFFER_BYTES);
        getSocketProperties().setAppWriteBufSize(BUFFER_BYTES);
    }

    void limit(LimitProperties limits, NetMaskSet unlimitedAddresses, Runnable onRefusedConnection) {
        connections = new KeyedSemaphore(limits.connectionsPerAddress());
        headTimeoutNanos = limits.headTimeout().toNanos();
        unlimited = unlimitedAddresses;
        onRefused = onRefusedConnection;
    }

    @Override
    public void setHandler(Handler<NioChannel> handler) {
        super.setHandler(new LimitingHandler(handler));
    }

    /** Tomcat calls this for each accepted connection. */
    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        var address = remoteAddress(socket);
        if (address != null && !unlimited.contains(address)) {
            var owner = AddressGroup.of(address);
            if (!connections.tryAcquire(owner, 1)) {
                destroySocket(socket);
                onRefused.run();
                return false;
            }
            owners.put(socket, owner);
        }
        return super.setSocketOptions(socket);
    }

    @Override
    protected void destroySocket(SocketChannel socket) {
        release(socket);
        super.destroySocket(socket);
    }

    private void release(SocketChannel socket) {
        var owner = owners.remove(socket);
        if (owner != null) connections.release(owner, 1);
    }

    private static @Nullable InetAddress remoteAddress(SocketChannel socket) {
        try {
            return socket.getRemoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
        } catch (IOException alreadyClosed) {
            return null;
        }
    }

    private final class LimitingHandler implements Handler<NioChannel> {
        private final Handler<NioChannel> handler;

        LimitingHandler(Handler<NioChannel> handler) {
            this.handler = handler;
        }

        /** LONG without an asynchronous request means that the head is incomplete. */
        @Override
        public SocketState process(SocketWrapperBase<NioChannel> connection, SocketEvent event) {
            var state = handler.process(connection, event);
            if (state != SocketState.LONG || connection.getCurrentProcessor() instanceof Processor busy && busy.isAsync()) {
                incompleteHeads.remove(connection);
                return state;
            }
            long now = System.nanoTime();
            var start = incompleteHeads.putIfAbsent(connection, now);
            // The connection may have been closed at the same time.
            if (connection.isClosed()) incompleteHeads.remove(connection);
            return start != null && now - start > headTimeoutNanos ? SocketState.CLOSED : state;
        }

        /** Tomcat calls this once for each connection that it closes. */
        @Override
        public void release(SocketWrapperBase<NioChannel> connection) {
            incompleteHeads.remove(connection);
            var socket = connection.getSocket().getIOChannel();
            if (socket != null) LimitedEndpoint.this.release(socket);
            handler.release(connection);
        }

        @Override
        public Object getGlobal() {
            return handler.getGlobal();
        }

        @Override
        public void pause() {
            handler.pause();
        }

        @Override
        public void recycle() {
            handler.recycle();
        }
    }
}
