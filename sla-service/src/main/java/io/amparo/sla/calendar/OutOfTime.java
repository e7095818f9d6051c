package io.amparo.sla.calendar;

import java.time.DateTimeException;

/** A sum that has no answer: it leads out of the years that are reckoned with, or no open time is left. */
public final class OutOfTime extends DateTimeException {
    private final String code;

    OutOfTime(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The code of the text that tells people. */
    public String code() {
        return code;
    }
}
