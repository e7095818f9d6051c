package io.amparo.local.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

import de.bwaldvogel.mongo.MongoServer;
import org.jspecify.annotations.Nullable;

/** A document store that speaks the MongoDB protocol over one H2 file; what it has acknowledged survives SIGKILL. */
public final class EmbeddedStore implements AutoCloseable {
    private final MongoServer server;
    private final int port;

    private EmbeddedStore(MongoServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts a store over the given file, or in memory without one; port 0 means any free one. */
    public static EmbeddedStore start(@Nullable Path file, int port) {
        var server = new MongoServer(new DurableBackend(file == null ? null : prepared(file)));
        int listening = port == 0 ? FreePort.next() : port;
        server.bind(new InetSocketAddress("localhost", listening));
        return new EmbeddedStore(server, listening);
    }

    /** What a MongoDB driver takes as its connection string. */
    public String uri() {
        return "mongodb://localhost:" + port;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static Path prepared(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder of " + file, e);
        }
    }
}
