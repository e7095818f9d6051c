package io.amparo.sla.calendar;

import java.time.DateTimeException;

/**
 * Thrown if a calendar calculation has no result. Code {@code out-of-range}: it leaves the supported years or the tables of a
 * holiday; code {@code no-open-time}: the calendar has too little open time left.
 */
public final class NoOpenTimeException extends DateTimeException {
    private final String code;

    NoOpenTimeException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Code of the user-facing message {@code field.<code>}. */
    public String code() {
        return code;
    }
}
