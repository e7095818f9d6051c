package io.amparo.platform.store;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds indexes in the background, one collection after the other, and retries until they exist. On a large collection a build
 * takes minutes; the service is ready in the meantime, and its queries are slower.
 */
final class IndexBuilds {
    private static final Logger LOG = LoggerFactory.getLogger(IndexBuilds.class);

    private record Build(String collection, Runnable create) {}

    private final Duration retryDelay;
    private final Queue<Build> pending = new ArrayDeque<>();

    IndexBuilds(Duration retryDelay) {
        this.retryDelay = retryDelay;
    }

    synchronized void add(String collection, Runnable create) {
        pending.add(new Build(collection, create));
        if (pending.size() == 1) Thread.ofVirtual().name("index-builds").start(this::run);
    }

    /** Returns the collections whose indexes do not exist yet. */
    synchronized List<String> pending() {
        return pending.stream().map(Build::collection).distinct().toList();
    }

    private void run() {
        try {
            for (var build = first(); build != null; build = first()) {
                var created = tryCreate(build);
                if (!created) TimeUnit.MILLISECONDS.sleep(retryDelay.toMillis());
                removeFirst(created);
            }
        } catch (InterruptedException | IllegalStateException ignored) {
            // The service stops: its MongoClient is closed.
        }
    }

    private synchronized @Nullable Build first() {
        return pending.peek();
    }

    private synchronized void removeFirst(boolean created) {
        var build = pending.remove();
        if (!created) pending.add(build);
    }

    private static boolean tryCreate(Build build) {
        try {
            build.create().run();
            return true;
        } catch (MongoException e) {
            LOG.warn("Indexes of {} cannot be built ({}); retrying", build.collection(), e.toString());
            return false;
        }
    }
}
