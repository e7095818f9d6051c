package io.amparo.platform.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds indexes in the background, one collection after the other, and retries until they exist. On a large collection a build
 * takes minutes; the service is ready in the meantime, and its queries are slower.
 */
final class IndexBuilds {
    private static final Logger LOG = LoggerFactory.getLogger(IndexBuilds.class);
    private static final Duration IDLE_THREAD_TIMEOUT = Duration.ofSeconds(10);

    private record Build(String collection, Runnable create) {}

    private final Duration retryDelay;
    private final Queue<Build> pending = new ConcurrentLinkedQueue<>();
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("index-builds").factory());

    IndexBuilds(Duration retryDelay) {
        this.retryDelay = retryDelay;
        executor.setKeepAliveTime(IDLE_THREAD_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        executor.allowCoreThreadTimeOut(true);
    }

    void add(String collection, Runnable create) {
        var build = new Build(collection, create);
        pending.add(build);
        executor.execute(() -> run(build));
    }

    /** Returns the collections whose indexes do not exist yet. */
    List<String> pending() {
        return pending.stream().map(Build::collection).distinct().toList();
    }

    private static String consequence(MongoException failure) {
        return ErrorCategory.fromErrorCode(failure.getCode()) == ErrorCategory.DUPLICATE_KEY
                ? "it cannot succeed while several documents have this value: an operator must remove it from all but one"
                : "queries are slower until it succeeds";
    }

    private void run(Build build) {
        try {
            build.create().run();
            pending.remove(build);
        } catch (MongoException e) {
            LOG.warn("Index build of {} failed ({}); {}; retrying in {} s", build.collection(), e.toString(), consequence(e),
                    retryDelay.toSeconds());
            executor.schedule(() -> run(build), retryDelay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IllegalStateException ignored) {
            // The service stops: its MongoClient is closed.
        }
    }
}
