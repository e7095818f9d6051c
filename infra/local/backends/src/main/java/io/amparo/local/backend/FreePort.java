package io.amparo.local.backend;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds a free TCP port. */
public final class FreePort {
    private FreePort() {
    }

    /**
     * Searches from 15000 to 32000, below the ephemeral range of outgoing connections, so that the port stays free until it is
     * used.
     */
    public static int next() {
        for (int attempt = 0; attempt < 1000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port found between 15000 and 32000 in 1000 attempts");
    }

    /** Returns whether a server can bind the port now on every address of this machine. */
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
