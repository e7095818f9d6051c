package io.amparo.local.backend;

import java.nio.file.Path;
import java.util.Set;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import org.h2.mvstore.MVStore;

/** Writes to the file before it answers: H2 alone would do so up to a second later, and a killed process would forget what it acknowledged. */
final class DurableBackend extends H2Backend {
    private static final int CACHE_MEGABYTES = 256;
    /** Anything that is not surely a read is committed. */
    private static final Set<String> READS = Set.of("find", "getMore", "count", "distinct", "killCursors", "listCollections",
            "listIndexes",
            "listDatabases", "hello", "ismaster", "isMaster", "ping", "buildInfo", "buildinfo", "serverStatus", "dbStats",
            "collStats",
            "endSessions", "whatsmyuri", "getLog", "getParameter", "hostInfo", "connectionStatus");

    DurableBackend(Path file) {
        super(open(file));
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        var answer = super.handleMessage(message);
        commitAfter(message.getDocument().keySet().iterator().next());
        return answer;
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        var answer = super.handleCommand(channel, database, command, query);
        commitAfter(command);
        return answer;
    }

    private void commitAfter(String command) {
        if (!READS.contains(command)) {
            commit();
        }
    }

    private static MVStore open(Path file) {
        return new MVStore.Builder().fileName(file.toString()).cacheSize(CACHE_MEGABYTES).open();
    }
}
