package io.amparo.eol.product;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wish to end a product, or to move its end, with its reason (R10.1). Says for ever what was written: who approves it approves
 * what the author drafted.
 *
 * @param successor product that takes its place
 * @param justification why the notice is shorter than owed (R10.4)
 * @param approval null while it is a draft
 */
record Announcement(String id, LocalDate endOfLife, String reason, @Nullable String successor, @Nullable String migrationPath,
        @Nullable String justification, String author, Instant draftedAt, State state, @Nullable Approval approval) {

    enum State {
        DRAFT, APPROVED, SUPERSEDED, REACHED
    }

    /**
     * @param noticeFrom the day from which the notice counts
     * @param shortNotice less than what is owed
     * @param owed reminders not yet given
     */
    record Approval(String by, Instant at, LocalDate noticeFrom, boolean shortNotice, List<Notice> owed) {
        Approval {
            owed = List.copyOf(owed);
        }
    }

    static Announcement draft(String id, LocalDate endOfLife, String reason, @Nullable String successor,
            @Nullable String migrationPath, @Nullable String justification, String author, Instant now) {
        return new Announcement(id, endOfLife, reason, successor, migrationPath, justification, author, now, State.DRAFT, null);
    }

    boolean isDraft() {
        return state == State.DRAFT;
    }

    boolean isBy(String person) {
        return author.equalsIgnoreCase(person);
    }

    /** The one that holds for the product: its date is the product's. */
    boolean holds() {
        return state == State.APPROVED || state == State.REACHED;
    }

    /** The same wish, whenever it was said. */
    boolean saysTheSameAs(Announcement other) {
        return as(State.DRAFT, null, Instant.EPOCH).equals(other.as(State.DRAFT, null, Instant.EPOCH));
    }

    Announcement approved(Approval given) {
        return as(State.APPROVED, given, draftedAt);
    }

    Announcement superseded() {
        return as(State.SUPERSEDED, approval, draftedAt);
    }

    Announcement reminded(State now, List<Notice> stillOwed) {
        var given = granted();
        return as(now, new Approval(given.by(), given.at(), given.noticeFrom(), given.shortNotice(), stillOwed), draftedAt);
    }

    /** The approval of what is no draft any more. */
    Approval granted() {
        if (approval == null) throw new IllegalStateException("not approved: " + id);
        return approval;
    }

    private Announcement as(State now, @Nullable Approval given, Instant at) {
        return new Announcement(id, endOfLife, reason, successor, migrationPath, justification, author, at, now, given);
    }
}
