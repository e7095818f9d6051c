package io.amparo.local.suite;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Readiness check of a process. */
@FunctionalInterface
interface Probe {
    int TIMEOUT_MILLIS = 2_000;

    boolean ready();

    /** Returns a probe that is ready when the address responds with 200. */
    static Probe http(String address) {
        return () -> {
            try {
                var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
                connection.setConnectTimeout(TIMEOUT_MILLIS);
                connection.setReadTimeout(TIMEOUT_MILLIS);
                boolean ready = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
                connection.disconnect();
                return ready;
            } catch (IOException notReady) {
                return false;
            }
        };
    }

    /** Returns a probe that is ready when the port accepts connections. */
    static Probe tcp(int port) {
        return () -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("localhost", port), TIMEOUT_MILLIS);
                return true;
            } catch (IOException notReady) {
                return false;
            }
        };
    }

    /** Returns a probe that is ready when the log contains the words. Each start begins a new log. */
    static Probe logContains(Path log, String words) {
        return () -> {
            try {
                return Files.exists(log) && new String(Files.readAllBytes(log), StandardCharsets.UTF_8).contains(words);
            } catch (IOException notReady) {
                return false;
            }
        };
    }
}
