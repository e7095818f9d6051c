package io.amparo.sla.ledger;

import static java.util.Objects.requireNonNull;

import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.PlanVersion;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One fact about a ticket that its SLA clocks depend on, with one record for each kind of fact. */
public sealed interface TicketFact {

    /**
     * Where a fact comes from.
     *
     * @param cause source and id of the event that reported the fact; a ledger keeps one fact of each kind per cause
     * @param at when the fact happened
     * @param by the person who caused it; null for none
     * @param reason the reason that this person gave; null for none
     */
    record Origin(String cause, Instant at, @Nullable String by, @Nullable String reason) {
        public Origin {
            requireNonNull(cause, "cause");
            requireNonNull(at, "at");
        }

        public Origin(String cause, Instant at) {
            this(cause, at, null, null);
        }
    }

    /** A fact that comes from the contract or from the support period of the product. */
    sealed interface TermFact extends TicketFact {}

    /** A fact that may move the due instant of a running clock. */
    sealed interface ReschedulingFact extends TicketFact {}

    Origin origin();

    default String cause() {
        return origin().cause();
    }

    default Instant at() {
        return origin().at();
    }

    default @Nullable String by() {
        return origin().by();
    }

    default @Nullable String reason() {
        return origin().reason();
    }

    /** Whether the same event reported both facts for the same instant. */
    default boolean isFromSameEventAs(TicketFact other) {
        return cause().equals(other.cause()) && at().equals(other.at());
    }

    record Opened(Origin origin, String kind) implements TicketFact {}

    /** @param priority P1 to P4 */
    record PriorityChanged(Origin origin, String priority) implements ReschedulingFact {}

    record PlanChanged(Origin origin, PlanVersion plan) implements TermFact, ReschedulingFact {}

    record StatusChanged(Origin origin, String status) implements TicketFact {
        /** The status of a reopened ticket. Another event carries its actual status. */
        static final String REOPENED = "REOPENED";

        public boolean isReopening() {
            return status.equals(REOPENED);
        }
    }

    /** @param agent the person of the vendor who replied in public */
    record VendorReplied(Origin origin, String agent) implements TicketFact {}

    record KindChanged(Origin origin, String kind) implements ReschedulingFact {}

    /**
     * The customer asked, and may have asked more before anything else happened. A question that waits behind another one moves
     * no clock, so it needs no fact of its own. It is kept for a split or a late reply of the vendor.
     *
     * @param messageId the message of the customer that waits for a response
     * @param repeats further questions in order of time, with no reply, change of status or split in between
     */
    record CustomerAsked(Origin origin, String messageId, List<Question> repeats) implements TicketFact {
        public CustomerAsked {
            repeats = List.copyOf(repeats);
        }

        public CustomerAsked(Origin origin, String messageId) {
            this(origin, messageId, List.of());
        }

        public Stream<String> messageIds() {
            return Stream.concat(Stream.of(messageId), repeats.stream().map(Question::messageId));
        }

        /** Whether the run has this question, whose instant may have lost its microseconds when it was stored. */
        boolean contains(CustomerAsked asked) {
            return Stream.concat(Stream.of(new Question(at(), messageId)), repeats.stream()).anyMatch(
                    known -> known.messageId.equals(asked.messageId) && known.at.toEpochMilli() == asked.at().toEpochMilli());
        }

        boolean lastsBeyond(Instant at) {
            return !repeats.isEmpty() && repeats.getLast().at.isAfter(at);
        }
    }

    /** A question behind another one. */
    record Question(Instant at, String messageId) {}

    /** @param productId empty for a ticket about no product */
    record ProductNamed(Origin origin, String productId) implements TicketFact {}

    /** @param planId the plan that the contract names, whose latest version applies */
    record ContractPlanNamed(Origin origin, String planId) implements TermFact {}

    /** @param periods the periods of all packages that replace the calendar of the plan (R6.3) */
    record PackagesChanged(Origin origin, List<PackagePeriod> periods) implements TermFact, ReschedulingFact {
        public PackagesChanged {
            periods = List.copyOf(periods);
        }
    }

    /** @param end when the support of the product ends; null for never */
    record SupportEndChanged(Origin origin, @Nullable Instant end) implements TermFact {}

    /**
     * Another version of a calendar applies wherever a plan uses that calendar.
     *
     * @param calendar version 0 is the version that the plan names
     */
    record CalendarChanged(Origin origin, CalendarVersion calendar) implements ReschedulingFact {}

    /** @param bug the qualified bug of the ticket; null for none (R5.3) */
    record QualifiedBugChanged(Origin origin, @Nullable String bug) implements ReschedulingFact {}

    /** @param release the release that fixes the qualified bug */
    record FixDelivered(Origin origin, String release) implements TicketFact {}

    /**
     * A migration came too late for the ticket and moved nothing.
     *
     * @param value text of the value that it would have set
     */
    record SwitchSkipped(Origin origin, String value) implements TicketFact {}

    record TzdataChanged(Origin origin, String version) implements ReschedulingFact {}

    record TermsOverridden(Origin origin, TermsOverride override) implements TermFact {}

    /** @param messageIds the messages that a split moved to another ticket (R5.5) */
    record MessagesSplit(Origin origin, List<String> messageIds) implements TicketFact {
        public MessagesSplit {
            messageIds = List.copyOf(messageIds);
        }
    }
}
