package io.amparo.sla.clock;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fact of a ticket's life that its clocks depend on.
 *
 * @param cause what told it (source and id of an event): the same fact told twice counts once
 * @param by who did it, where somebody did
 * @param reason what they gave as the reason
 */
public record Fact(String cause, Instant at, What what, String value, @Nullable String by, @Nullable String reason) {

    /**
     * What happened; the value is, in turn: the ticket's kind; P1 to P4; plan/version; the new status; who replied; the new kind;
     * the message that asks (an older build: who asked); the product; the contract's plan; packages that move the calendar, with
     * their time ({@link Cover}); when support ends, or nothing; calendar/version to count in from now on wherever that calendar
     * is counted in, 0 for the plan's own; the qualified bug, or nothing; the release that fixes it; what a migration would have
     * moved it to, had it not been too late; the version of the time zone data; by what is counted in place of the contract
     * ({@link Agreed}); the messages that went to a ticket of their own. Stores keep the place in this list: append only.
     */
    public enum What {
        OPENED, PRIORITY, PLAN, STATUS, REPLIED, KIND, ASKED, PRODUCT, CONTRACT, COVER, SUPPORT, CALENDAR, BUG, FIXED,
        PASSED_OVER, TZDATA, AGREED, SPLIT;

        /** What the contract and the product's life say. */
        boolean isTerm() {
            return this == PLAN || this == CONTRACT || this == COVER || this == SUPPORT || this == AGREED;
        }

        /** May move a due instant of a clock that goes on running. */
        public boolean redates() {
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

    /** Told by the same event, of the same instant. */
    boolean goesWith(Fact other) {
        return cause.equals(other.cause) && at.equals(other.at);
    }
}
