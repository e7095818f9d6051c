package io.amparo.notification.bounce;

import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;

/** Lets one instance at a time read the mailbox. If it crashes, another one follows when its lease ends. */
final class MailboxLease extends AggregateStore<String, Void> {
    /** Longer than a read, which ends after half this time. */
    static final Duration LEASE = Duration.ofMinutes(2);
    private static final String ID = "bounces";

    MailboxLease(Outbox outbox) {
        super(outbox.withoutEvents(), "mailbox_leases");
    }

    boolean tryAcquire(Instant now) {
        if (find(ID).isEmpty()) insert(ID, "create", new Change<>(ID, List.of(), now));
        return claim(ID, now, now.plus(LEASE));
    }

    /** Lets the next read begin at an instant. */
    void release(Instant next) {
        update(ID, "release/" + next, state -> new Change<>(state, List.of(), next));
    }

    @Override
    protected Document write(String state) {
        return new Document("mailbox", state);
    }

    @Override
    protected String read(Document state) {
        return state.getString("mailbox");
    }
}
