package io.amparo.notification.live;

import io.amparo.notification.inbox.Notification;
import io.amparo.notification.inbox.Notifications;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes new notices to the readers of this instance, whichever instance has added them. It reads the last seconds once more,
 * because a notice may be stored later than one with a later instant; each notice is passed on once. One thread runs it.
 */
final class InboxTail {
    /** Longer than a write takes and clocks differ. */
    private static final Duration OVERLAP = Duration.ofSeconds(5);
    private static final int PAGE_SIZE = 500;
    /** Ends a run that finds more and more; the next one goes on. */
    private static final int MAX_PAGES = 40;

    /** As {@link Notifications#addedSince}. */
    interface Added {
        List<Notification> since(Instant since, @Nullable Notification after, int limit);
    }

    private final Added added;
    private final BooleanSupplier hasReaders;
    private final Consumer<Notification> reader;
    private final Clock clock;
    private final Map<String, Instant> passedOn = new HashMap<>();
    private Instant since;
    /** Where a run has ended that found more; null otherwise. */
    private @Nullable Notification last;

    InboxTail(Added added, BooleanSupplier hasReaders, Consumer<Notification> reader, Clock clock) {
        this.added = added;
        this.hasReaders = hasReaders;
        this.reader = reader;
        this.clock = clock;
        this.since = clock.instant().minus(OVERLAP);
    }

    /** Without readers it reads nothing; the next one gets what was added since, because it may resume. */
    void tick() {
        if (!hasReaders.getAsBoolean()) return;
        var now = clock.instant();
        for (int n = 0; n < MAX_PAGES; n++) {
            var page = added.since(since, last, PAGE_SIZE);
            passOn(page);
            if (page.size() < PAGE_SIZE) {
                restart(now.minus(OVERLAP));
                return;
            }
            last = page.getLast();
        }
    }

    /** The next run reads the last seconds only, also if nothing was added. */
    private void restart(Instant newSince) {
        last = null;
        if (newSince.isAfter(since)) since = newSince;
        passedOn.values().removeIf(addedAt -> addedAt.isBefore(since));
    }

    private void passOn(List<Notification> page) {
        for (var each : page) if (passedOn.putIfAbsent(each.id(), each.addedAt()) == null) reader.accept(each);
    }
}
