package io.amparo.sla.calendar;

/** Thrown if a calendar has too many intervals a year, or if too many of them would have to be compiled. */
public final class CalendarTooLargeException extends IllegalArgumentException {
    CalendarTooLargeException(String message) {
        super(message);
    }
}
