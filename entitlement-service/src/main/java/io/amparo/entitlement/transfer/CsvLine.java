package io.amparo.entitlement.transfer;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * One line of the CSV form of customers.
 *
 * @param number number of the line in the file, from 1 for the header
 * @param fields the fields that are not empty, by column
 */
record CsvLine(long number, Map<String, String> fields) {
    private static final int MAX_YEAR = 9_999;
    /** The columns of import and export. */
    static final List<String> COLUMNS = List.of("type", "customer", "name", "language", "zone", "contactQuota", "domains",
            "edition", "slaPlan", "validFrom", "validTo", "email", "administrator", "code", "units");

    /** What a line describes. */
    enum Type {
        CUSTOMER, PERIOD, CONTACT, PACKAGE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    CsvLine {
        fields = Map.copyOf(fields);
    }

    boolean has(String column) {
        return fields.containsKey(column);
    }

    /** @throws LineException if the field is missing or too long */
    String text(String column, int limit) {
        var value = fields.get(column);
        if (value == null) throw new LineException(column, "required");
        if (value.length() > limit) throw new LineException(column, "malformed");
        return value;
    }

    /** @throws LineException if the field is too long */
    String text(String column, int limit, String otherwise) {
        return has(column) ? text(column, limit) : otherwise;
    }

    LocalDate day(String column) {
        var day = parse(column, LocalDate::parse);
        if (day.getYear() < 1 || day.getYear() > MAX_YEAR) throw new LineException(column, "malformed");
        return day;
    }

    int number(String column, int limit) {
        int value = parse(column, Integer::parseInt);
        if (value < 1 || value > limit) throw new LineException(column, "not-between", 1, limit);
        return value;
    }

    private <T> T parse(String column, Function<String, T> parser) {
        try {
            return parser.apply(text(column, 20));
        } catch (DateTimeException | NumberFormatException e) {
            throw new LineException(column, "malformed");
        }
    }
}
