package io.amparo.local.backend;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * Backend of the embedded store with durable and isolated commands. It commits to the file before it replies: H2 alone commits up
 * to one second later, so SIGKILL would lose acknowledged writes. It replies with a deep copy: without the copy the reply shares
 * documents with the store, and the next command changes them while the reply is encoded (a counter then returns one number
 * twice, a reader sees half a write).
 */
final class DurableBackend extends H2Backend {
    /** Half of the heap; commands may need the other half. */
    private static final int CACHE_MEGABYTES = (int) (Runtime.getRuntime().maxMemory() / 2 >> 20);
    /** Every acknowledged write stores complete pages. Small pages cost less, although the tree becomes deeper. */
    private static final int PAGE_BYTES = 4096;
    /**
     * Chunks of the file with less live data than this are written anew while the store is idle. The library's 90 % rewrites the
     * pages of each small write several times.
     */
    private static final int COMPACTED_BELOW_PERCENT = 30;
    /** Commands that only read; no service aggregates into a collection. Every other command is followed by a commit. */
    private static final Set<String> READS = Set.of("aggregate", "find", "getMore", "count", "distinct", "killCursors",
            "listCollections", "listIndexes", "listDatabases", "hello", "ismaster", "isMaster", "ping", "buildInfo", "buildinfo",
            "serverStatus", "dbStats", "collStats", "endSessions", "whatsmyuri", "getLog", "getParameter", "hostInfo",
            "connectionStatus");

    private final Map<String, Object> collectionLocks = new ConcurrentHashMap<>();
    private final AtomicLong lastWrite = new AtomicLong();
    private final Object commitLock = new Object();
    private long lastCommitted;

    /** @param file null for an in-memory store */
    DurableBackend(@Nullable Path file) {
        super(BsonH2Database.withOpenMaps(open(file)));
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new BsonH2Database(name, getMvStore(), getCursorRegistry());
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        Document reply;
        // The store locks a collection for each command, but releases the lock before the reply is encoded.
        synchronized (collectionLocks.computeIfAbsent(database + "." + collection(command, query), _ -> new Object())) {
            reply = super.handleCommand(channel, database, withOldName(command), query).cloneDeeply();
        }
        if (!READS.contains(command)) commitUpTo(lastWrite.incrementAndGet());
        return reply;
    }

    /** The store knows hello by its former name only; health checks use the new one. */
    private static String withOldName(String command) {
        return command.equals("hello") ? "isMaster" : command;
    }

    private static Object collection(String command, Document query) {
        return command.equals("getMore") ? query.get("collection") : query.get(command);
    }

    /**
     * Group commit: a write that waited during the commit of another thread is usually covered by that commit and returns at
     * once.
     */
    private void commitUpTo(long write) {
        synchronized (commitLock) {
            if (lastCommitted >= write) return;
            long upTo = lastWrite.get();
            commit();
            lastCommitted = upTo;
        }
    }

    private static MVStore open(@Nullable Path file) {
        return file == null
                ? MVStore.open(null)
                : new MVStore.Builder().fileName(file.toString()).cacheSize(CACHE_MEGABYTES).pageSplitSize(PAGE_BYTES)
                        .autoCompactFillRate(COMPACTED_BELOW_PERCENT).open();
    }
}
