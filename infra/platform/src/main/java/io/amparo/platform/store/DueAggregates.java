package io.amparo.platform.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The due aggregates of one store, as every ticker processes them. An aggregate that fails does not stop the others. It is due
 * once more 1 s after the first failure and up to 10 minutes after more, so that failing aggregates do not fill the page either;
 * or when its claim ends, if that is later.
 */
public final class DueAggregates {
    private static final Logger LOG = LoggerFactory.getLogger(DueAggregates.class);
    private static final int PAGE_SIZE = 100;
    /** Ends a pass whose aggregates stay due without a failure. */
    private static final int MAX_PAGES = 100;
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration MAX_DELAY = Duration.ofMinutes(10);
    private static final int MAX_DOUBLINGS = 10;

    private final AggregateStore<?, ?> store;
    private final Document filter;
    private final Clock clock;
    private final Counter failureCounter;
    /** Consecutive failures by id. A restart forgets them, so that a corrected version tries at once. */
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    public DueAggregates(AggregateStore<?, ?> store, Clock clock, MeterRegistry meters) {
        this(store, new Document(), clock, meters);
    }

    /** @param filter the aggregates that this ticker processes; an index on its field and {@code dueAt} should support it */
    public DueAggregates(AggregateStore<?, ?> store, Document filter, Clock clock, MeterRegistry meters) {
        this.store = store;
        this.filter = filter;
        this.clock = clock;
        failureCounter = Counter.builder("amparo.ticker.failures").description("Due aggregates that failed and are retried")
                .tag("collection", store.collection()).register(meters);
    }

    /**
     * Passes due aggregates to the action, longest due first, until none is due. An action that leaves its aggregate due is
     * called for it once more.
     */
    public void forEach(Consumer<String> action) {
        forEachWhile(() -> true, action);
    }

    /** As {@link #forEach}, but ends as soon as the condition is false; the rest stays due. */
    public void forEachWhile(BooleanSupplier condition, Consumer<String> action) {
        for (int page = 0; page < MAX_PAGES; page++) {
            var due = store.due(filter, clock.instant(), PAGE_SIZE);
            if (due.isEmpty()) return;
            for (var id : due) {
                process(id, action);
                if (!condition.getAsBoolean()) return;
            }
        }
    }

    /** Passes at most this many due aggregates to the action, each once. For long steps: other tasks need the thread as well. */
    public void forFirst(int limit, Consumer<String> action) {
        for (var id : store.due(filter, clock.instant(), limit)) process(id, action);
    }

    private void process(String id, Consumer<String> action) {
        try {
            action.accept(id);
            failures.remove(id);
        } catch (RuntimeException e) {
            var delay = delayAfter(failures.merge(id, 1, Integer::sum));
            failureCounter.increment();
            // Fails if the store is unavailable; then this pass ends, because the others would fail as well.
            var dueAt = store.postpone(id, clock.instant().plus(delay));
            LOG.warn("Ticker cannot process {} of {}; {}", id, store.collection(),
                    dueAt.map(at -> "retrying at " + at).orElse("it is not due any more"), e);
        }
    }

    private static Duration delayAfter(int failures) {
        return FIRST_DELAY.multipliedBy(Math.min(MAX_DELAY.toSeconds(), 1L << Math.min(failures - 1, MAX_DOUBLINGS)));
    }
}
