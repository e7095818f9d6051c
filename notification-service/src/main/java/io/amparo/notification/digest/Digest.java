package io.amparo.notification.digest;

import io.amparo.notification.rule.NoticeKind;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The notices that wait for the next summary of a person, and the batch that is being mailed. A batch never changes, so a mail
 * that is requested once more after a crash is the same one.
 *
 * @param recipient person id or account, to which the notices are addressed
 * @param waiting the notices of the next summary, oldest first, at most {@value #MAX_ITEMS}
 * @param dropped number of notices beyond that
 * @param batch the summary that is being mailed; null if there is none
 * @param dueAt instant of the next summary; null if nothing waits
 */
record Digest(String recipient, List<Item> waiting, int dropped, @Nullable Batch batch, @Nullable Instant dueAt) {
    static final int MAX_ITEMS = 50;
    /** How long a summary that is being mailed belongs to one instance. */
    static final Duration LEASE = Duration.ofMinutes(1);

    /** A notice; the next summary renders it. */
    record Item(String noticeId, MailModel model) {
        boolean isForum() {
            return NoticeKind.of(model.template()).isForum();
        }
    }

    /** @param id random, because it stands in the delivery, which outlives an erasure and which staff may read */
    record Batch(String id, List<Item> items, int dropped) {
        Batch {
            items = List.copyOf(items);
        }
    }

    Digest {
        waiting = List.copyOf(waiting);
    }

    static Digest of(String recipient) {
        return new Digest(recipient, List.of(), 0, null, null);
    }

    private Change<Digest, Void> toChange() {
        return new Change<>(this, List.of(), dueAt);
    }

    /** Adds a notice, once. A summary that is due already is not postponed to the next one. */
    Change<Digest, Void> add(Item item, Instant next) {
        if (contains(item)) return toChange();
        var due = dueAt == null || dueAt.isAfter(next) ? next : dueAt;
        if (waiting.size() == MAX_ITEMS) return new Digest(recipient, waiting, dropped + 1, batch, due).toChange();
        return new Digest(recipient, Stream.concat(waiting.stream(), Stream.of(item)).toList(), dropped, batch, due).toChange();
    }

    private boolean contains(Item item) {
        return Stream.concat(waiting.stream(), batch == null ? Stream.of() : batch.items().stream())
                .anyMatch(each -> each.noticeId().equals(item.noticeId()));
    }

    boolean isDue(Instant now) {
        return dueAt != null && !dueAt.isAfter(now);
    }

    /**
     * Begins a summary with what waits and is still wanted, unless one is being mailed or none is due: another instance may have
     * ended it since. If the instance crashes, the same summary is due once more when the lease ends.
     *
     * @param batchId id of a new batch
     */
    Change<Digest, Void> begin(Instant now, String batchId, Predicate<Item> isWanted) {
        if (!isDue(now)) return toChange();
        if (batch != null) return new Digest(recipient, waiting, dropped, batch, now.plus(LEASE)).toChange();
        var items = waiting.stream().filter(isWanted).toList();
        var begun = items.isEmpty() ? null : new Batch(batchId, items, dropped);
        return new Digest(recipient, List.of(), 0, begun, now.plus(LEASE)).toChange();
    }

    /** Moves a summary that has not begun to the time that the person has chosen since. */
    Change<Digest, Void> postpone(Instant next) {
        return (batch == null && dueAt != null ? new Digest(recipient, waiting, dropped, null, next) : this).toChange();
    }

    /** Ends the summary after its mail was requested. */
    Change<Digest, Void> complete(@Nullable Batch completed, Instant next) {
        // An erasure may have removed items of the batch since.
        var left = completed != null && batch != null && completed.id().equals(batch.id()) ? null : batch;
        return new Digest(recipient, waiting, dropped, left, left == null && waiting.isEmpty() ? null : next).toChange();
    }

    /** Removes what is about the forum, after an erasure. */
    Change<Digest, Void> withoutForum() {
        var begun = batch == null ? null : new Batch(batch.id(), withoutForum(batch.items()), 0);
        return new Digest(recipient, withoutForum(waiting), 0, begun, dueAt).toChange();
    }

    private static List<Item> withoutForum(List<Item> items) {
        return items.stream().filter(item -> !item.isForum()).toList();
    }
}
