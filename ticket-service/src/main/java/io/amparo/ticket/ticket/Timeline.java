package io.amparo.ticket.ticket;

import io.amparo.events.Vocabulary.InteractionChannel;
import io.amparo.events.Vocabulary.RemoteAccess;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The messages and status changes of a ticket. Each is a document of its own ({@link TimelineEntries}), so that the ticket stays
 * small; the ticket decides which of them count, in which order, and keeps those of its last change.
 *
 * @param openedAt when the ticket was registered; the SLA clocks start here
 * @param size number of entries
 * @param publicSize number of entries that the customer sees; its own sequence, which shows nothing of internal entries
 * @param messages number of messages, which is limited
 * @param customerReopenings how often the customer has reopened the ticket, which is limited
 * @param last the last entry; null if there is none
 * @param lastPublic the last entry that the customer sees; null if there is none
 * @param newest entries of the last change: the store may not have their positions yet
 */
record Timeline(Instant openedAt, Instant updatedAt, int size, int publicSize, int messages, int customerReopenings,
        @Nullable LastEntry last, @Nullable LastEntry lastPublic, List<Entry> newest) {
    static final int MAX_MESSAGES = 10_000;
    /** The last messages of a ticket, replies and notes, are the vendor's: a customer who fills it cannot silence the vendor. */
    static final int RESERVED_FOR_VENDOR = 1_000;
    /**
     * How often the customer may reopen one ticket, by a status or by a reply. Each reopening is a status change, for which the
     * ledger of the SLA engine keeps room as for the vendor's facts: about 1,500 would fill it. The vendor may always reopen.
     */
    static final int MAX_CUSTOMER_REOPENINGS = 50;

    /** Sender and recipient (R1.4); an INTERNAL entry never reaches a customer. */
    enum Direction {
        TO_VENDOR, TO_CUSTOMER, INTERNAL
    }

    /**
     * @param by person id of the author, or the service that made the change
     * @param name name of the author for people
     * @param position position in the timeline, from 1
     * @param publicPosition position among the entries that the customer sees; 0 for an internal entry
     */
    record Entry(String id, Instant at, String by, String name, Direction direction, Detail detail, int position,
            int publicPosition) {

        boolean isInternal() {
            return direction == Direction.INTERNAL;
        }
    }

    /** When an entry was made, and by whom. */
    record LastEntry(Instant at, String by) {}

    /** What an entry adds to the timeline. */
    sealed interface Detail {
        /** A message; its text is only in its document. */
        record Message() implements Detail {}

        /**
         * @param questions what the vendor waits for; empty unless the ticket waits for the customer
         * @param exclusion code of the exclusion for which the ticket is declined; null for other changes
         */
        record StatusChange(Status from, Status to, @Nullable String reason, List<String> questions,
                @Nullable String exclusion) implements Detail {
            public StatusChange {
                questions = List.copyOf(questions);
            }

            boolean isReopening() {
                return from == Status.RESOLVED && to != Status.CLOSED || from == Status.DECLINED;
            }
        }

        /**
         * Another value of a field, or only the reason of an escalation. The values of an owner are names of persons, that of a
         * split is the number of the new ticket and its reason the subject, that of a link is the number of the other ticket and
         * its reason the type, that of a bug is its name, that of a fix the release. An appeal has its reason; its decision is
         * ACCEPTED or REJECTED.
         */
        record FieldChange(Field field, @Nullable String from, @Nullable String to, @Nullable String reason) implements Detail {}

        /** @see TicketEdit.RecordInteraction */
        record Interaction(InteractionChannel channel, @Nullable RemoteAccess access, String purpose, Instant startedAt,
                Instant endedAt, @Nullable String consentBy, @Nullable String notes) implements Detail {}

        /** @see TicketEdit.Attach */
        record Attachment(String id, String name) implements Detail {}
    }

    /** What a {@link Detail.FieldChange} changes. */
    enum Field {
        PRIORITY, KIND, OWNER, ESCALATION, SPLIT, LINK, BUG, FIX, APPEAL, APPEAL_DECISION
    }

    static Timeline startingAt(Instant openedAt) {
        return new Timeline(openedAt, openedAt, 0, 0, 0, 0, null, null, List.of());
    }

    Timeline with(String id, Instant at, String by, String name, Direction direction, Detail detail) {
        boolean internal = direction == Direction.INTERNAL;
        int nextPublicSize = internal ? publicSize : publicSize + 1;
        var entry = new Entry(id, at, by, name, direction, detail, size + 1, internal ? 0 : nextPublicSize);
        boolean reopening = direction == Direction.TO_VENDOR && detail instanceof Detail.StatusChange change
                && change.isReopening();
        var added = new LastEntry(at, by);
        return new Timeline(openedAt, at, size + 1, nextPublicSize, detail instanceof Detail.Message ? messages + 1 : messages,
                reopening ? customerReopenings + 1 : customerReopenings, added, internal ? lastPublic : added,
                Stream.concat(newest.stream(), Stream.of(entry)).toList());
    }

    Timeline updatedAt(Instant at) {
        return new Timeline(openedAt, at, size, publicSize, messages, customerReopenings, last, lastPublic, newest);
    }

    /** Forgets the newest entries after the store has their positions. */
    Timeline withoutNewest() {
        return newest.isEmpty()
                ? this
                : new Timeline(openedAt, updatedAt, size, publicSize, messages, customerReopenings, last, lastPublic, List.of());
    }

    boolean isFull(boolean forVendor) {
        return messages >= (forVendor ? MAX_MESSAGES : MAX_MESSAGES - RESERVED_FOR_VENDOR);
    }

    boolean mayCustomerReopen() {
        return customerReopenings < MAX_CUSTOMER_REOPENINGS;
    }
}
