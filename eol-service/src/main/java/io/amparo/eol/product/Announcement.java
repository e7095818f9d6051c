package io.amparo.eol.product;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A draft or approved announcement of an end of life, or of a new date for it, with its reason (R10.1). Its content never
 * changes, so that the second person approves exactly what the author drafted.
 *
 * @param successor id of the product that replaces it
 * @param justification why the notice is shorter than twelve months (R10.4)
 * @param approval null while it is a draft
 */
record Announcement(String id, LocalDate endOfLife, String reason, @Nullable String successor, @Nullable String migrationPath,
        @Nullable String justification, String author, Instant draftedAt, State state, @Nullable Approval approval) {

    enum State {
        DRAFT, APPROVED, SUPERSEDED, REACHED
    }

    /**
     * @param noticeFrom first day of the notice period
     * @param shortNotice whether the notice is shorter than twelve months
     * @param owed reminders not yet emitted
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

    /** Returns whether this announcement determines the end of life of the product. */
    boolean holds() {
        return state == State.APPROVED || state == State.REACHED;
    }

    /** Returns whether the content is equal; draft time, state and approval are ignored. */
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

    /** @throws IllegalStateException if this is a draft */
    Approval granted() {
        if (approval == null) throw new IllegalStateException("Announcement is not approved: " + id);
        return approval;
    }

    private Announcement as(State now, @Nullable Approval given, Instant at) {
        return new Announcement(id, endOfLife, reason, successor, migrationPath, justification, author, at, now, given);
    }
}
