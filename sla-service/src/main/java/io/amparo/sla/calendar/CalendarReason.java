package io.amparo.sla.calendar;

/**
 * Why an interval of a calendar counts as open time or does not. Each constant takes precedence over those declared before it.
 */
public enum CalendarReason {
    CLOSED(false), WINDOW(true), HOLIDAY(false), CLOSURE(false), OPENING(true);

    private final boolean counted;

    CalendarReason(boolean counted) {
        this.counted = counted;
    }

    public boolean counted() {
        return counted;
    }
}
