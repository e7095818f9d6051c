package io.amparo.ticket.ticket;

import java.util.regex.Pattern;

/**
 * A ticket number with year and ordinal, such as T-2026-000123 (R1.3). After a million tickets in a year, ordinals are longer.
 */
record TicketNumber(int year, long ordinal) {
    private static final Pattern PATTERN = Pattern.compile("T-\\d{4}-(\\d{6}|[1-9]\\d{6,11})");
    private static final int YEAR_LENGTH = "T-2026-".length();
    private static final int LENGTH = "T-2026-000123".length();
    private static final long MAX_ORDINAL = 999_999_999_999L;

    TicketNumber {
        if (ordinal < 1 || ordinal > MAX_ORDINAL) throw new IllegalArgumentException("Ordinal is out of range: " + ordinal);
    }

    static boolean isValid(String text) {
        return PATTERN.matcher(text).matches();
    }

    /**
     * Returns a text that sorts as the numbers do: a longer ordinal has a character before it, which sorts after all digits. The
     * key of any other number is the number itself, so that summaries of older builds have their keys.
     */
    static String sortKey(String number) {
        int additional = number.length() - LENGTH;
        return additional <= 0
                ? number
                : number.substring(0, YEAR_LENGTH) + (char) ('A' + additional) + number.substring(YEAR_LENGTH);
    }

    /** Returns the number that has this sort key. */
    static String ofSortKey(String key) {
        return key.length() <= LENGTH ? key : key.substring(0, YEAR_LENGTH) + key.substring(YEAR_LENGTH + 1);
    }

    @Override
    public String toString() {
        return "T-%04d-%06d".formatted(year, ordinal);
    }
}
