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
     * @param pendingNotices reminders not yet emitted
     */
    record Approval(String by, Instant at, LocalDate noticeFrom, boolean shortNotice, List<Notice> pendingNotices) {
        Approval {
            pendingNotices = List.copyOf(pendingNotices);
        }
    }

    static Announcement draft(String id, LocalDate endOfLife, String reason, @Nullable String successor,
            @Nullable String migrationPath, @Nullable String justification, String author, Instant now) {
        return new Announcement(id, endOfLife, reason, successor, migrationPath, justification, author, now, State.DRAFT, null);
    }

    boolean isDraft() {
        return state == State.DRAFT;
    }

    boolean isDraftedBy(String person) {
        return author.equalsIgnoreCase(person);
    }

    /** Returns whether this announcement determines the end of life of the product. */
    boolean isInForce() {
        return state == State.APPROVED || state == State.REACHED;
    }

    /** Returns whether the content is equal; draft time, state and approval are ignored. */
    boolean hasSameContentAs(Announcement other) {
        return copy(State.DRAFT, null, Instant.EPOCH).equals(other.copy(State.DRAFT, null, Instant.EPOCH));
    }

    Announcement approved(Approval newApproval) {
        return copy(State.APPROVED, newApproval, draftedAt);
    }

    Announcement superseded() {
        return copy(State.SUPERSEDED, approval, draftedAt);
    }

    Announcement withReminders(State newState, List<Notice> pendingNotices) {
        var current = requireApproval();
        return copy(newState,
                new Approval(current.by(), current.at(), current.noticeFrom(), current.shortNotice(), pendingNotices), draftedAt);
    }

    /** @throws IllegalStateException if this is a draft */
    Approval requireApproval() {
        if (approval == null) throw new IllegalStateException("Announcement is not approved: " + id);
        return approval;
    }

    private Announcement copy(State newState, @Nullable Approval newApproval, Instant newDraftedAt) {
        return new Announcement(id, endOfLife, reason, successor, migrationPath, justification, author, newDraftedAt, newState,
                newApproval);
    }
}
