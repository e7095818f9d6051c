package io.amparo.sla.calendar;

/** Why a stretch of time counts or does not. Each wins over those before it. */
public enum Because {
    CLOSED(false), WINDOW(true), HOLIDAY(false), CLOSURE(false), OPENING(true);

    private final boolean counted;

    Because(boolean counted) {
        this.counted = counted;
    }

    public boolean counted() {
        return counted;
    }
}
