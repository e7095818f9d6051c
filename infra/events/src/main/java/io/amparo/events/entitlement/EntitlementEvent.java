package io.amparo.events.entitlement;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import io.amparo.events.TextOf;
import io.amparo.events.Vocabulary.DecisionOutcome;
import io.amparo.events.Vocabulary.DutyEffect;
import io.amparo.events.Vocabulary.DutyState;
import io.amparo.events.Vocabulary.LotKind;
import io.amparo.events.Vocabulary.OrderKind;
import io.amparo.events.Vocabulary.OrderState;
import io.amparo.events.Vocabulary.ReasonCode;
import io.amparo.events.Vocabulary.RefundCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of entitlement-service about entitlement decisions, about what tickets consume from purchased lots, about orders, and
 * about the duties of both sides.
 */
public sealed interface EntitlementEvent extends DomainEvent {

    /**
     * A reason of a decision.
     *
     * @param code code of the reason
     * @param clause clause of the support policy on which it is based; null for none
     */
    record Reason(@TextOf(ReasonCode.class) String code, @Nullable String clause) {}

    /**
     * An entitlement was granted or denied.
     *
     * @param decisionId id of the decision
     * @param ticketId the ticket of the request; null for a query without a ticket
     * @param customerId the company of the person; null for a person without a contract, whose decision is then the key
     * @param contact person id of who asks for the ticket; null for a person who is not a named contact
     * @param product id of the product that the request is about
     * @param decision result
     * @param reasons why, the decisive one first
     * @param warnings what the person should know although the ticket is granted
     * @param slaPlan id of the SLA plan of the contract; null without a contract
     * @param decidedAt instant of the decision
     */
    @EventType("io.amparo.entitlement.EntitlementDecided.v1")
    record EntitlementDecided(String decisionId, @Nullable String ticketId, @Nullable String customerId, @Nullable String contact,
            String kind, String product, String version, @TextOf(DecisionOutcome.class) String decision, @Nullable String via,
            List<Reason> reasons, @TextOf(ReasonCode.class) List<String> warnings, @Nullable String slaPlan,
            Instant decidedAt) implements EntitlementEvent {
        /** The customer's id; the id of the decision for a person without a contract. */
        @Override
        public String key() {
            return customerId == null ? decisionId : customerId;
        }
    }

    /**
     * A ticket has reserved a single incident or units of a package (R5.7, R6.3). Without a ticket, the reservation ends.
     *
     * @param lotKind what the lots contain
     * @param packageCode code of the package whose units are reserved; null for single incidents
     * @param amount incidents or units
     * @param lotIds ids of the lots, the first to expire first
     * @param reservedAt instant of the reservation
     */
    @EventType("io.amparo.entitlement.IncidentReserved.v1")
    record IncidentReserved(String ticketId, String customerId, @TextOf(LotKind.class) String lotKind,
            @Nullable String packageCode, int amount, List<String> lotIds, Instant reservedAt) implements EntitlementEvent {
        /** The customer's id. */
        @Override
        public String key() {
            return customerId;
        }
    }

    /**
     * The ticket was opened, so that it has consumed what it had reserved.
     *
     * @param lotKind what the lots contain
     * @param packageCode code of the package whose units are consumed; null for single incidents
     * @param amount incidents or units
     * @param lotIds ids of the lots, the first to expire first
     * @param committedAt instant of the consumption
     */
    @EventType("io.amparo.entitlement.IncidentCommitted.v1")
    record IncidentCommitted(String ticketId, String customerId, @TextOf(LotKind.class) String lotKind,
            @Nullable String packageCode, int amount, List<String> lotIds, Instant committedAt) implements EntitlementEvent {
        /** The customer's id. */
        @Override
        public String key() {
            return customerId;
        }
    }

    /**
     * What a ticket had reserved or consumed was given back to its lots.
     *
     * @param lotKind what the lots contain
     * @param packageCode code of the package whose units are given back; null for single incidents
     * @param amount incidents or units
     * @param lotIds ids of the lots, the first to expire first
     * @param committed whether the ticket had consumed it; otherwise it was only reserved
     * @param code why it was given back
     * @param refundedAt instant of the refund
     */
    @EventType("io.amparo.entitlement.IncidentRefunded.v1")
    record IncidentRefunded(String ticketId, String customerId, @TextOf(LotKind.class) String lotKind,
            @Nullable String packageCode, int amount, List<String> lotIds, boolean committed,
            @TextOf(RefundCode.class) String code, @Nullable String reason, @Nullable String by,
            Instant refundedAt) implements EntitlementEvent {
        /** The customer's id. */
        @Override
        public String key() {
            return customerId;
        }
    }

    /**
     * Units of an Advisor package were delivered (R6.3).
     *
     * @param bookingId id of the booking
     * @param packageCode code of the package in the support policy
     * @param number number of the ticket of the delivery; null for a delivery without a ticket
     * @param units number of units that were delivered
     * @param by person id of the vendor's staff who recorded it
     * @param bookedAt instant of the booking
     */
    @EventType("io.amparo.entitlement.UnitsBooked.v1")
    record UnitsBooked(String bookingId, String customerId, String packageCode, @Nullable String number, int units,
            @Nullable String reason, @Nullable String by, Instant bookedAt) implements EntitlementEvent {
        /** The customer's id. */
        @Override
        public String key() {
            return customerId;
        }
    }

    /**
     * Consultancy hours were booked (R7.2).
     *
     * @param bookingId id of the booking
     * @param number number of the ticket on which the hours were worked; null for work without a ticket
     * @param minutes minutes that were deducted, after rounding
     * @param workedMinutes minutes that were worked
     * @param bookedAt instant of the booking
     */
    @EventType("io.amparo.entitlement.HoursBooked.v1")
    record HoursBooked(String bookingId, String customerId, @Nullable String number, int minutes, int workedMinutes,
            @Nullable String reason, @Nullable String by, Instant bookedAt) implements EntitlementEvent {
        /** The customer's id. */
        @Override
        public String key() {
            return customerId;
        }
    }

    /**
     * The balance of a lot of units or hours has reached a warning, 25, 10 or 0 percent. Each is emitted once per lot; if one
     * change reaches several, only the lowest is.
     *
     * @param lotId id of the lot
     * @param lotKind what the lot contains
     * @param packageCode code of the package; null for hours
     * @param percent the warning in percent of what the customer has got with this lot
     * @param balance units or minutes that are left; below zero only with approved overage
     * @param granted units or minutes that the customer has got with this lot
     * @param warnedAt instant of the change that reached the warning
     */
    @EventType("io.amparo.entitlement.LotWarned.v1")
    record LotWarned(String lotId, String customerId, @TextOf(LotKind.class) String lotKind, @Nullable String packageCode,
            int percent, int balance, int granted, LocalDate validTo, Instant warnedAt) implements EntitlementEvent {
        /** The customer's id. */
        @Override
        public String key() {
            return customerId;
        }
    }

    /**
     * An order was placed, or its state has changed.
     *
     * @param orderId id of the order
     * @param customerId the company for which it is ordered; null for a person without a company, whose order is then the key
     * @param kind what is ordered
     * @param item code of the package, consultancy service or edition, or id of the product; null if the kind has none
     * @param state state after the change
     * @param requestedBy person id of who placed it
     * @param by person id of who changed it; null if the service itself did
     * @param scheduledFor when it is to be delivered; null while it is not scheduled
     * @param changedAt instant of the change
     */
    @EventType("io.amparo.entitlement.OrderChanged.v1")
    record OrderChanged(String orderId, @Nullable String customerId, @TextOf(OrderKind.class) String kind, @Nullable String item,
            @TextOf(OrderState.class) String state, String requestedBy, @Nullable String by, @Nullable Instant scheduledFor,
            Instant changedAt) implements EntitlementEvent {
        /** The customer's id; the id of the order for a person without a company. */
        @Override
        public String key() {
            return customerId == null ? orderId : customerId;
        }
    }

    /**
     * The state of a duty has changed (requirements, section 9), by evidence or because a person has assessed it. Further
     * evidence for the same state emits nothing.
     *
     * @param code code of the duty in the support policy: O1 and so on for the vendor, C1 and so on for the customer
     * @param state the state now
     * @param effect what the policy in force attaches to the duty if it is not met
     * @param by person id of who assessed it; null if evidence, or the end of an assessment, has changed the state
     * @param assessedAt instant of the change
     */
    @EventType("io.amparo.entitlement.ObligationAssessed.v1")
    record ObligationAssessed(String customerId, String code, @TextOf(DutyState.class) String state,
            @TextOf(DutyEffect.class) String effect, @Nullable String by, Instant assessedAt) implements EntitlementEvent {
        /** The customer's id. */
        @Override
        public String key() {
            return customerId;
        }
    }
}
