package io.amparo.sla.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fact about a ticket that its SLA clocks depend on.
 *
 * @param cause source and id of the event that reported the fact; a duplicate of cause and type counts once
 * @param by the person who caused the fact, null for none
 * @param reason the reason that this person gave, null for none
 */
public record Fact(String cause, Instant at, What what, String value, @Nullable String by, @Nullable String reason) {

    /**
     * The type of a fact. Its value is, in this order: the kind of the ticket; P1 to P4; plan/version; the new status; the agent
     * who replied; the new kind; the id of the message that asks (an older build: its author); the product; the plan of the
     * contract; the packages that replace the calendar, with their periods ({@link PackagePeriod}); the end of support, or empty;
     * calendar/version that applies from now on wherever that calendar is used, with version 0 for the one that the plan names;
     * the qualified bug, or empty; the release that fixes it; the value that a migration would have set, had it not come too
     * late; the version of the time zone data; the terms that override the contract ({@link TermsOverride}); the ids of the
     * messages that a split moved to another ticket. Stores keep the ordinal: append only.
     */
    public enum What {
        OPENED, PRIORITY, PLAN, STATUS, REPLIED, KIND, ASKED, PRODUCT, CONTRACT, COVER, SUPPORT, CALENDAR, BUG, FIXED, SKIPPED,
        TZDATA, AGREED, SPLIT;

        /** Whether the fact comes from the contract or from the product's support period. */
        public boolean isTerm() {
            return this == PLAN || this == CONTRACT || this == COVER || this == SUPPORT || this == AGREED;
        }

        /** Whether the fact may move the due instant of a running clock. */
        public boolean mayReschedule() {
            return this == PRIORITY || this == PLAN || this == KIND || this == COVER || this == CALENDAR || this == TZDATA
                    || this == BUG;
        }
    }

    public Fact {
        requireNonNull(cause, "cause");
        requireNonNull(at, "at");
        requireNonNull(value, "value");
    }

    public Fact(String cause, Instant at, What what, String value) {
        this(cause, at, what, value, null, null);
    }

    /** Whether the same event reported both facts for the same instant. */
    public boolean isFromSameEventAs(Fact other) {
        return cause.equals(other.cause) && at.equals(other.at);
    }
}
