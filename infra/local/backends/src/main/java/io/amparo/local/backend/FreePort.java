package io.amparo.local.backend;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds a TCP port on which nobody listens. */
public final class FreePort {
    private FreePort() {
    }

    /**
     * Looks below the range from which systems take ports of outgoing connections, so that the port stays free until it is used.
     */
    public static int next() {
        for (int attempt = 0; attempt < 1000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between 15000 and 32000");
    }

    /** Whether a server could listen on the port now, on every address of this machine. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
