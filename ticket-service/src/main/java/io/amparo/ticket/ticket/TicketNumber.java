package io.amparo.ticket.ticket;

import java.util.regex.Pattern;

/** A ticket number with year and ordinal, such as T-2026-000123 (R1.3). */
record TicketNumber(int year, long ordinal) {
    private static final Pattern PATTERN = Pattern.compile("T-(\\d{4})-(\\d{6})");
    private static final long MAX_ORDINAL = 999_999;

    TicketNumber {
        if (ordinal < 1 || ordinal > MAX_ORDINAL) throw new IllegalArgumentException("Ordinal is out of range: " + ordinal);
    }

    static boolean isValid(String text) {
        return PATTERN.matcher(text).matches();
    }

    @Override
    public String toString() {
        return "T-%04d-%06d".formatted(year, ordinal);
    }
}
