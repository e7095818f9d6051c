package io.amparo.sla.clock;

import io.amparo.sla.calendar.BusinessCalendar;
import java.time.Duration;
import java.time.Instant;

/** From an instant on a clock runs, or stands still, on this budget and calendar; {@code because} says why it stands still. */
record Segment(Instant from, boolean running, String because, Duration budget, BusinessCalendar calendar) {
    boolean continues(Segment other) {
        return running == other.running && because.equals(other.because) && samePromise(other);
    }

    boolean samePromise(Segment other) {
        return budget.equals(other.budget) && (calendar == other.calendar || calendar.rules().equals(other.calendar.rules()));
    }
}
