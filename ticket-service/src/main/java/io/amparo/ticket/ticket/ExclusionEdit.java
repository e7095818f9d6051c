package io.amparo.ticket.ticket;

import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.AppealDecided;
import io.amparo.events.ticket.TicketEvent.ExclusionAppealed;
import io.amparo.events.ticket.TicketEvent.TicketDeclined;
import io.amparo.platform.store.Change;
import io.amparo.ticket.ticket.Handling.Exclusion;
import io.amparo.ticket.ticket.Timeline.Detail;
import io.amparo.ticket.ticket.Timeline.Direction;
import io.amparo.ticket.ticket.Timeline.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change by which a ticket is declined as excluded from support, or the customer appeals against that (R8.2). */
sealed interface ExclusionEdit extends TicketEdit {
    /** How long the customer may appeal. */
    Duration APPEAL_PERIOD = Duration.ofDays(14);

    /** Stops the clocks, and gives back what the ticket has consumed. */
    record Decline(String exclusion, String clause, String policy, String explanation) implements ExclusionEdit {
        @Override
        public String code() {
            return "exclusion";
        }

        @Override
        public boolean isRecordedAs(Detail detail) {
            return isRecordedAs(detail, exclusion, explanation);
        }

        /** Entries of older builds have no code. */
        static boolean isRecordedAs(Detail detail, String exclusion, String explanation) {
            return detail instanceof Detail.StatusChange change && change.to() == Status.DECLINED
                    && explanation.equals(change.reason())
                    && (change.exclusion() == null || change.exclusion().equals(exclusion));
        }

        @Override
        public @Nullable String refusal(Ticket ticket, boolean byVendor) {
            return TicketActions.declineRefusal(ticket);
        }

        @Override
        public Change<Ticket, TicketEvent> apply(Ticket ticket, String entryId, Author by, Instant now) {
            var declined = new Exclusion(exclusion, clause, policy, explanation, now.plus(APPEAL_PERIOD), null, false);
            var changed = ticket.with(ticket.handling().withExclusion(declined)).changeStatus(entryId, Status.DECLINED,
                    by.person(), Direction.TO_CUSTOMER, explanation, now);
            var events = new ArrayList<>(changed.events());
            events.add(
                    new TicketDeclined(ticket.id(), ticket.number(), ticket.customerId(), ticket.requester().contact().toEvent(),
                            ticket.content().subject(), exclusion, clause, explanation, by.person().id(), now));
            return new Change<>(changed.state(), events, changed.dueAt());
        }
    }

    record Appeal(String reason, Instant at) implements ExclusionEdit {
        @Override
        public String code() {
            return "appeal";
        }

        @Override
        public boolean isRecordedAs(Detail detail) {
            return detail.equals(new Detail.FieldChange(Field.APPEAL, null, null, reason));
        }

        @Override
        public @Nullable String refusal(Ticket ticket, boolean byVendor) {
            return TicketActions.appealRefusal(ticket, at);
        }

        @Override
        public Change<Ticket, TicketEvent> apply(Ticket ticket, String entryId, Author by, Instant now) {
            var exclusion = ticket.declinedFor();
            return ticket.with(ticket.handling().withExclusion(exclusion.appealed(reason))).record(entryId, by,
                    Direction.TO_VENDOR, new Detail.FieldChange(Field.APPEAL, null, null, reason), now,
                    new ExclusionAppealed(ticket.id(), ticket.number(), ticket.customerId(), by.person().toEvent(),
                            ticket.content().subject(), exclusion.code(), reason, now));
        }
    }

    /** An accepted appeal takes the ticket up where it was; after a rejected one it stays declined. */
    record DecideAppeal(boolean accepted, String reason) implements ExclusionEdit {
        @Override
        public String code() {
            return "appeal-decision";
        }

        @Override
        public @Nullable String refusal(Ticket ticket, boolean byVendor) {
            return ticket.hasOpenAppeal() ? null : "no-appeal";
        }

        @Override
        public Change<Ticket, TicketEvent> apply(Ticket ticket, String entryId, Author by, Instant now) {
            var exclusion = ticket.declinedFor();
            var decided = ticket.with(ticket.handling().withExclusion(accepted ? null : exclusion.rejected())).record(entryId, by,
                    Direction.TO_CUSTOMER,
                    new Detail.FieldChange(Field.APPEAL_DECISION, null, accepted ? "ACCEPTED" : "REJECTED", reason), now,
                    new AppealDecided(ticket.id(), ticket.number(), ticket.customerId(), ticket.requester().contact().toEvent(),
                            ticket.content().subject(), accepted, by.person().id(), reason, now));
            if (!accepted) return decided;
            var reopened = decided.state().changeStatus(entryId + "/status", Status.IN_PROGRESS, by.person(),
                    Direction.TO_CUSTOMER, null, now);
            var events = new ArrayList<>(decided.events());
            events.addAll(reopened.events());
            return new Change<>(reopened.state(), List.copyOf(events), reopened.dueAt());
        }
    }
}
