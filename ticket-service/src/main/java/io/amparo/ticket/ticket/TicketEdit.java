package io.amparo.ticket.ticket;

import io.amparo.events.Vocabulary.BugCriterion;
import io.amparo.events.Vocabulary.InteractionChannel;
import io.amparo.events.Vocabulary.RemoteAccess;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.AttachmentAdded;
import io.amparo.events.ticket.TicketEvent.BugDisqualified;
import io.amparo.events.ticket.TicketEvent.BugQualified;
import io.amparo.events.ticket.TicketEvent.InteractionRecorded;
import io.amparo.events.ticket.TicketEvent.KindChanged;
import io.amparo.events.ticket.TicketEvent.OwnerChanged;
import io.amparo.events.ticket.TicketEvent.PriorityChanged;
import io.amparo.events.ticket.TicketEvent.TicketEscalated;
import io.amparo.platform.file.ReceivedFile;
import io.amparo.platform.store.Change;
import io.amparo.ticket.ticket.Handling.QualifiedBug;
import io.amparo.ticket.ticket.Severity.Effect;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.Timeline.Detail;
import io.amparo.ticket.ticket.Timeline.Direction;
import io.amparo.ticket.ticket.Timeline.Field;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change that a person makes to a ticket, apart from its messages. */
sealed interface TicketEdit permits TicketEdit.SetStatus, TicketEdit.SetPriority, TicketEdit.SetKind, TicketEdit.SetOwner,
        TicketEdit.RecordInteraction, TicketEdit.Escalate, TicketEdit.QualifyBug, TicketEdit.DisqualifyBug, TicketEdit.Attach,
        ExclusionEdit, AnnotationEdit {

    /** Escalations that one ticket takes; further ones would only be noise. */
    int MAX_ESCALATIONS = 10;

    /** Code of the change; for one value, the field of the request. */
    String code();

    /** Returns why this side may not make the change now, as the code of a problem; null if it may. */
    @Nullable
    String refusal(Ticket ticket, boolean byVendor);

    /** Returns the values that this side may set now; empty if the change sets none of several. */
    default List<?> allowed(Ticket ticket, boolean byVendor) {
        return List.of();
    }

    /** Returns whether a retry asks for what this entry of the timeline records. */
    default boolean isRecordedAs(Detail detail) {
        return true;
    }

    /** Returns the ticket after the change, and its events. The caller has checked {@link #refusal}. */
    Change<Ticket, TicketEvent> apply(Ticket ticket, String entryId, Author by, Instant now);

    /** @param questions what the vendor waits for; only with WAITING_CUSTOMER (R9.O2) */
    record SetStatus(Status to, @Nullable String reason, List<String> questions) implements TicketEdit {
        @Override
        public String code() {
            return "status";
        }

        @Override
        public @Nullable String refusal(Ticket ticket, boolean byVendor) {
            return TicketActions.statusRefusal(ticket, byVendor, to);
        }

        @Override
        public List<Status> allowed(Ticket ticket, boolean byVendor) {
            return TicketActions.allowedStatuses(ticket, byVendor);
        }

        @Override
        public Change<Ticket, TicketEvent> apply(Ticket ticket, String entryId, Author by, Instant now) {
            var asked = ticket.with(ticket.handling().withQuestions(questions));
            return asked.changeStatus(entryId, to, by.person(), by.direction(), reason, now);
        }
    }

    record SetPriority(Priority to, String reason) implements TicketEdit {
        @Override
        public String code() {
            return "priority";
        }

        @Override
        public @Nullable String refusal(Ticket ticket, boolean byVendor) {
            return TicketActions.editRefusal(ticket);
        }

        @Override
        public Change<Ticket, TicketEvent> apply(Ticket ticket, String entryId, Author by, Instant now) {
            var from = ticket.priority();
            if (from == to) return ticket.unchanged();
            var detail = new Detail.FieldChange(Field.PRIORITY, from.name(), to.name(), reason);
            return ticket.with(ticket.handling().withPriority(to)).record(entryId, by, by.direction(), detail, now,
                    new PriorityChanged(ticket.id(), ticket.number(), ticket.customerId(), from.name(), to.name(),
                            by.person().id(), reason, now));
        }
    }

    /**
     * Another kind has other SLA targets, or none (R5.2, R5.6).
     *
     * @param effect what qualifies the ticket as an incident; null to keep the present one
     */
    record SetKind(Kind to, @Nullable Effect effect, Map<String, String> fields, String reason) implements TicketEdit {
        @Override
        public String code() {
            return "kind";
        }

        @Override
        public @Nullable String refusal(Ticket ticket, boolean byVendor) {
            return TicketActions.editRefusal(ticket);
        }

        @Override
        public Change<Ticket, TicketEvent> apply(Ticket ticket, String entryId, Author by, Instant now) {
            var from = ticket.kind();
            if (from == to) return ticket.unchanged();
            var detail = new Detail.FieldChange(Field.KIND, from.name(), to.name(), reason);
            var handling = ticket.handling();
            return ticket
                    .with(handling.withKind(to, effect == null ? handling.effect() : effect)
                            .withAnnotations(handling.annotations().withFields(fields)))
                    .record(entryId, by, by.direction(), detail, now, new KindChanged(ticket.id(), ticket.number(),
                            ticket.customerId(), from.name(), to.name(), by.person().id(), reason, now));
        }
    }

    /** The new owner replaces the present one, so that there is exactly one (R9.O3). */
    record SetOwner(Person to, @Nullable String reason) implements TicketEdit {
        @Override
        public String code() {
            return "owner";
        }

        @Override
        public @Nullable String refusal(Ticket ticket, boolean byVendor) {
            return TicketActions.editRefusal(ticket);
        }

        @Override
        public Change<Ticket, TicketEvent> apply(Ticket ticket, String entryId, Author by, Instant now) {
            var from = ticket.handling().owner();
            if (from != null && from.id().equals(to.id())) return ticket.unchanged();
            var detail = new Detail.FieldChange(Field.OWNER, from == null ? null : from.name(), to.name(), reason);
            return ticket.with(ticket.handling().withOwner(to)).record(entryId, by, by.direction(), detail, now,
                    new OwnerChanged(ticket.id(), ticket.number(), ticket.customerId(), ticket.content().subject(),
                            from == null ? null : from.toEvent(), to.toEvent(), by.person().id(), reason, now));
        }
    }

    /**
     * What the vendor did for the ticket outside of its messages (R1.5).
     *
     * @param access way into the customer's network; null unless the channel is REMOTE
     * @param consentBy name of the person of the customer who has consented; null if nobody had to
     * @param notes for the vendor alone
     */
    record RecordInteraction(InteractionChannel channel, @Nullable RemoteAccess access, String purpose, Instant startedAt,
            Instant endedAt, @Nullable String consentBy, @Nullable String notes) implements TicketEdit {
        @Override
        public String code() {
            return "interaction";
        }

        @Override
        public @Nullable String refusal(Ticket ticket, boolean byVendor) {
            return ticket.timeline().isFull(true) ? "ticket-full" : TicketActions.editRefusal(ticket);
        }

        private Detail.Interaction detail() {
            return new Detail.Interaction(channel, access, purpose, startedAt, endedAt, consentBy, notes);
        }

        @Override
        public boolean isRecordedAs(Detail detail) {
            return detail.equals(detail());
        }

        @Override
        public Change<Ticket, TicketEvent> apply(Ticket ticket, String entryId, Author by, Instant now) {
            return ticket.record(entryId, by, by.direction(), detail(), now,
                    new InteractionRecorded(ticket.id(), ticket.number(), ticket.customerId(), entryId, channel.name(),
                            access == null ? null : access.name(), purpose, by.person().id(), startedAt, endedAt, consentBy,
                            now));
        }
    }

    /** The customer asks the vendor's managers to look at the ticket. */
    record Escalate(String reason) implements TicketEdit {
        @Override
        public String code() {
            return "escalation";
        }

        @Override
        public boolean isRecordedAs(Detail detail) {
            return detail.equals(new Detail.FieldChange(Field.ESCALATION, null, null, reason));
        }

        @Override
        public @Nullable String refusal(Ticket ticket, boolean byVendor) {
            return ticket.handling().escalations() >= MAX_ESCALATIONS ? "escalation-limit" : TicketActions.editRefusal(ticket);
        }

        @Override
        public Change<Ticket, TicketEvent> apply(Ticket ticket, String entryId, Author by, Instant now) {
            var owner = ticket.handling().owner();
            return ticket.with(ticket.handling().withEscalation().restartingSilence(now)).record(entryId, by, Direction.TO_VENDOR,
                    new Detail.FieldChange(Field.ESCALATION, null, null, reason), now,
                    new TicketEscalated(ticket.id(), ticket.number(), ticket.customerId(), by.person().toEvent(),
                            ticket.content().subject(), reason, owner == null ? null : owner.id(), now));
        }
    }

    /** A file from the customer or the vendor, which is stored already. It is no reply. */
    record Attach(String attachmentId, ReceivedFile.Description file, boolean internal) implements TicketEdit {
        @Override
        public String code() {
            return "attachment";
        }

        @Override
        public @Nullable String refusal(Ticket ticket, boolean byVendor) {
            var refusal = TicketActions.messageRefusal(ticket, byVendor);
            if (refusal != null) return refusal;
            return ticket.handling().attachments().hasRoomFor(file.size()) ? null : "attachments-full";
        }

        @Override
        public Change<Ticket, TicketEvent> apply(Ticket ticket, String entryId, Author by, Instant now) {
            var handling = ticket.handling().withAttachment(file.size());
            // A file that the vendor waited for is no silence.
            return ticket.with(by.isVendor() ? handling : handling.restartingSilence(now)).record(entryId, by,
                    internal ? Direction.INTERNAL : by.direction(), new Detail.Attachment(attachmentId, file.name()), now,
                    new AttachmentAdded(ticket.id(), ticket.number(), ticket.customerId(), attachmentId, file.type(), file.size(),
                            internal, by.person().id(), now));
        }
    }

    /** The vendor takes the bug that causes the ticket as its own (R5.3): it raises the priority of the resolution. */
    record QualifyBug(String bug, List<BugCriterion> criteria, String reason, @Nullable String fixVersion) implements TicketEdit {
        @Override
        public String code() {
            return "qualified-bug";
        }

        @Override
        public @Nullable String refusal(Ticket ticket, boolean byVendor) {
            return ticket.kind() == Kind.INCIDENT ? TicketActions.editRefusal(ticket) : "not-an-incident";
        }

        @Override
        public Change<Ticket, TicketEvent> apply(Ticket ticket, String entryId, Author by, Instant now) {
            var qualified = new QualifiedBug(bug, criteria, reason, by.person().id(), fixVersion, now, null);
            return ticket.with(ticket.handling().withBug(qualified)).record(entryId, by, by.direction(),
                    new Detail.FieldChange(Field.BUG, bugOf(ticket), bug, reason), now,
                    new BugQualified(ticket.id(), ticket.number(), ticket.customerId(), bug,
                            criteria.stream().map(Enum::name).toList(), by.person().id(), reason, fixVersion, now));
        }
    }

    /** The bug is none, or not the cause of this ticket. */
    record DisqualifyBug(String reason) implements TicketEdit {
        @Override
        public String code() {
            return "qualified-bug";
        }

        @Override
        public @Nullable String refusal(Ticket ticket, boolean byVendor) {
            return ticket.handling().bug() == null ? "no-qualified-bug" : TicketActions.editRefusal(ticket);
        }

        @Override
        public Change<Ticket, TicketEvent> apply(Ticket ticket, String entryId, Author by, Instant now) {
            var bug = String.valueOf(bugOf(ticket));
            return ticket.with(ticket.handling().withBug(null)).record(entryId, by, by.direction(),
                    new Detail.FieldChange(Field.BUG, bug, null, reason), now,
                    new BugDisqualified(ticket.id(), ticket.number(), ticket.customerId(), bug, by.person().id(), reason, now));
        }
    }

    private static @Nullable String bugOf(Ticket ticket) {
        var bug = ticket.handling().bug();
        return bug == null ? null : bug.bug();
    }
}
