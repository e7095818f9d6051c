package io.amparo.platform.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A position in a list that is sorted by two fields: their values in the last item of the previous page. Its text is
 * {@code first/second}; only the second may contain a slash. A part that is not what the list expects is a 422.
 */
public record Cursor(String first, String second) {

    /** @param first null sorts in a group of its own and becomes empty text */
    public static Cursor of(@Nullable Instant first, String second) {
        return new Cursor(first == null ? "" : Long.toString(first.toEpochMilli()), second);
    }

    /**
     * @param text null for the first page
     * @throws ApiException 422 if the text is no cursor
     */
    public static @Nullable Cursor parse(@Nullable String text) {
        if (text == null) return null;
        int slash = text.indexOf('/');
        if (slash < 0) throw malformed();
        return new Cursor(text.substring(0, slash), text.substring(slash + 1));
    }

    public Instant firstAsInstant() {
        return Instant.ofEpochMilli(number(first));
    }

    /** Returns the first part as a number that is not negative. */
    public int firstAsNumber() {
        return natural(first);
    }

    /** Returns the second part as a number that is not negative. */
    public int secondAsNumber() {
        return natural(second);
    }

    private static int natural(String text) {
        long number = number(text);
        if (number < 0 || number > Integer.MAX_VALUE) throw malformed();
        return (int) number;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw malformed();
        }
    }

    private static ApiException malformed() {
        return ApiException.invalid("cursor", "malformed");
    }

    @Override
    public String toString() {
        return first + "/" + second;
    }
}
