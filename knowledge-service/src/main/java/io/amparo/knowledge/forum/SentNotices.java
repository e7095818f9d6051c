package io.amparo.knowledge.forum;

import io.amparo.events.notice.NoticeEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;

/**
 * Store of the notices that were published, so that an event which arrives twice publishes them once, and of the secrets from
 * which their ids follow.
 */
final class SentNotices extends AggregateStore<SentNotice, NoticeEvent> {
    /** Longer than any event is delivered once more. */
    private static final Duration RETENTION = Duration.ofDays(90);

    SentNotices(Outbox outbox) {
        super(outbox, "forum_notices");
    }

    /** Publishes the events, unless a notice with this id exists. */
    void publish(String id, List<NoticeEvent> events, Instant now) {
        insert(id, "publish", new Change<>(new SentNotice(id, now, null), events, now.plus(RETENTION)));
    }

    /** Returns the random secret of a change, the same for each call until the retention ends. It is not published. */
    String secretOf(String change, Instant now) {
        var id = "secret/" + change;
        var found = find(id);
        if (found.isPresent()) return Objects.requireNonNull(found.get().state().secret());
        insert(id, "draw", new Change<>(new SentNotice(id, now, UUID.randomUUID().toString()), List.of(), now.plus(RETENTION)));
        return Objects.requireNonNull(find(id).orElseThrow().state().secret());
    }

    @Override
    protected Document write(SentNotice notice) {
        return new Document("id", notice.id()).append("at", notice.at()).append("secret", notice.secret());
    }

    @Override
    protected SentNotice read(Document state) {
        return new SentNotice(state.getString("id"), state.getDate("at").toInstant(), state.getString("secret"));
    }
}
