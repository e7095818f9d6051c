package io.amparo.sla.calendar;

/**
 * Limits the work that one request may cause by compiling calendars. A window that is compiled for one day costs one unit, which
 * takes about a microsecond.
 */
public final class CompileMeter {
    private long remaining;

    public CompileMeter(long limit) {
        remaining = limit;
    }

    /** Returns a meter for published calendars: they are compiled once and then shared. */
    static CompileMeter unlimited() {
        return new CompileMeter(Long.MAX_VALUE);
    }

    /** @throws CalendarTooLargeException if the limit is exceeded */
    void spend(long windows) {
        remaining -= windows;
        if (remaining < 0) throw new CalendarTooLargeException("calendars need too many windows to compile");
    }
}
