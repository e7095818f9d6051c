package io.amparo.sla.icalendar;

import java.util.Locale;

/** Why an event of an iCalendar file is no closure. */
enum UnusableReason {
    CANCELLED, FREQUENCY, NO_DURATION, NO_START, OUTSIDE, RECURRENCE, SUPERSEDED, UNKNOWN_ZONE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
