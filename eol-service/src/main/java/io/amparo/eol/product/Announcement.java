package io.amparo.eol.product;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A draft or approved announcement of an end of life, or of a new date for it (R10.1). Its content never changes, so that the
 * second person approves exactly what the author drafted.
 *
 * @param approval null while it is a draft
 */
record Announcement(String id, Content content, String author, Instant draftedAt, State state, @Nullable Approval approval) {

    /** SUPERSEDED: another date was approved, or another one was drafted in place of this draft. */
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
     * @param emittedReminders reminders that were emitted, in the order of their days
     */
    record Approval(String by, Instant at, LocalDate noticeFrom, boolean shortNotice, List<Reminder> pendingReminders,
            List<EmittedReminder> emittedReminders) {}

    /**
     * A reminder that was emitted, or that fell due during a downtime and is covered by a later one.
     *
     * @param coveredBy the reminder whose event covers this one; null if it has an event of its own
     */
    record EmittedReminder(Reminder reminder, Instant at, @Nullable Reminder coveredBy) {}

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

    /** Whether it was superseded before its approval. */
    boolean isDiscarded() {
        return state == State.SUPERSEDED && approval == null;
    }

    Announcement superseded() {
        return with(State.SUPERSEDED, approval);
    }

    /** Returns the reminders that are due on this day, earliest first. */
    List<Reminder> dueReminders(LocalDate today) {
        return requireApproval().pendingReminders().stream().filter(each -> !each.dayBefore(endOfLife()).isAfter(today)).toList();
    }

    /** Marks reminders as emitted by one event, which is that of the last one. */
    Announcement withEmitted(List<Reminder> due, Instant now) {
        var current = requireApproval();
        var pending = current.pendingReminders().stream().filter(each -> !due.contains(each)).toList();
        var emitted = new ArrayList<>(current.emittedReminders());
        due.forEach(each -> emitted.add(new EmittedReminder(each, now, each == due.getLast() ? null : due.getLast())));
        return with(due.contains(Reminder.P0D) ? State.REACHED : state, new Approval(current.by(), current.at(),
                current.noticeFrom(), current.shortNotice(), pending, List.copyOf(emitted)));
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
