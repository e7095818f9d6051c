package io.amparo.eol.product;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A draft or approved announcement of an end of life, or of a new date for it (R10.1). Its content never changes, so that the
 * second person approves exactly what the author drafted.
 *
 * @param approval null while it is a draft
 */
record Announcement(String id, Content content, String author, Instant draftedAt, State state, @Nullable Approval approval) {

    enum State {
        DRAFT, APPROVED, SUPERSEDED, REACHED
    }

    /**
     * @param successor id of the product that replaces it
     * @param justification why the notice is shorter than twelve months (R10.4)
     */
    record Content(LocalDate endOfLife, String reason, @Nullable String successor, @Nullable String migrationPath,
            @Nullable String justification) {}

    /**
     * @param noticeFrom first day of the notice period
     * @param shortNotice whether the notice is shorter than twelve months
     * @param pendingReminders reminders not yet emitted
     */
    record Approval(String by, Instant at, LocalDate noticeFrom, boolean shortNotice, List<Reminder> pendingReminders) {}

    static Announcement draft(String id, Content content, String author, Instant now) {
        return new Announcement(id, content, author, now, State.DRAFT, null);
    }

    LocalDate endOfLife() {
        return content.endOfLife();
    }

    boolean isDraft() {
        return state == State.DRAFT;
    }

    boolean isDraftedBy(String person) {
        return author.equals(person);
    }

    /** Returns whether this announcement determines the end of life of the product. */
    boolean isInForce() {
        return state == State.APPROVED || state == State.REACHED;
    }

    Announcement approved(Approval newApproval) {
        return with(State.APPROVED, newApproval);
    }

    Announcement superseded() {
        return with(State.SUPERSEDED, approval);
    }

    Announcement withReminders(State newState, List<Reminder> pendingReminders) {
        var current = requireApproval();
        return with(newState,
                new Approval(current.by(), current.at(), current.noticeFrom(), current.shortNotice(), pendingReminders));
    }

    /** @throws IllegalStateException if this is a draft */
    Approval requireApproval() {
        if (approval == null) throw new IllegalStateException("Announcement is not approved: " + id);
        return approval;
    }

    private Announcement with(State newState, @Nullable Approval newApproval) {
        return new Announcement(id, content, author, draftedAt, newState, newApproval);
    }
}
