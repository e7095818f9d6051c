package io.amparo.local.backend;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Document store that implements the MongoDB wire protocol over one H2 file. Acknowledged writes survive SIGKILL. */
public final class EmbeddedStore implements AutoCloseable {
    private final MongoServer server;
    private final int port;

    private EmbeddedStore(MongoServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts a store on the given file, or in memory if the file is null; port 0 selects a free port. */
    public static EmbeddedStore start(@Nullable Path file, int port) {
        var server = new MongoServer(new DurableBackend(file == null ? null : withParentFolder(file)));
        int actualPort = port == 0 ? FreePort.next() : port;
        server.bind(new InetSocketAddress("localhost", actualPort));
        return new EmbeddedStore(server, actualPort);
    }

    /** Returns the connection string for a MongoDB driver. */
    public String uri() {
        return "mongodb://localhost:" + port;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static Path withParentFolder(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the folder of " + file, e);
        }
    }
}
