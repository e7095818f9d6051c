package io.amparo.local.backend;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * Makes the embedded store keep its word. It writes to the file before it answers: H2 alone would do so up to a second later, and
 * a killed process would forget what it acknowledged. And it answers with a copy: the documents handed out are the stored ones,
 * which the next command changes while this answer is still on its way (a counter then gives one number twice, a reader sees half
 * of a write).
 */
final class DurableBackend extends H2Backend {
    /** What is read and written may need as much again. */
    private static final int CACHE_MEGABYTES = (int) (Runtime.getRuntime().maxMemory() / 2 >> 20);
    /** Every acknowledged write writes its pages whole: small ones cost less than the many of a deeper tree. */
    private static final int PAGE_BYTES = 4096;
    /** Anything that is not surely a read is committed. */
    private static final Set<String> READS = Set.of("find", "getMore", "count", "distinct", "killCursors", "listCollections",
            "listIndexes", "listDatabases", "hello", "ismaster", "isMaster", "ping", "buildInfo", "buildinfo", "serverStatus",
            "dbStats", "collStats", "endSessions", "whatsmyuri", "getLog", "getParameter", "hostInfo", "connectionStatus");

    private final Map<String, Object> collections = new ConcurrentHashMap<>();
    private final AtomicLong written = new AtomicLong();
    private final Object committing = new Object();
    private long committed;

    /** @param file none: in memory */
    DurableBackend(@Nullable Path file) {
        super(CompactDatabase.prepared(open(file)));
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new CompactDatabase(name, getMvStore(), getCursorRegistry());
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        Document answer;
        // The store itself lets one command at a time into a collection, but lets it go before the answer is written.
        synchronized (collections.computeIfAbsent(database + "." + collection(command, query), _ -> new Object())) {
            answer = super.handleCommand(channel, database, command, query).cloneDeeply();
        }
        if (!READS.contains(command)) commitTo(written.incrementAndGet());
        return answer;
    }

    private static Object collection(String command, Document query) {
        return command.equals("getMore") ? query.get("collection") : query.get(command);
    }

    /** Whoever waited while another committed finds that its write went along. */
    private void commitTo(long write) {
        synchronized (committing) {
            if (committed >= write) return;
            long upTo = written.get();
            commit();
            committed = upTo;
        }
    }

    private static MVStore open(@Nullable Path file) {
        return file == null
                ? MVStore.open(null)
                : new MVStore.Builder().fileName(file.toString()).cacheSize(CACHE_MEGABYTES).pageSplitSize(PAGE_BYTES).open();
    }
}
