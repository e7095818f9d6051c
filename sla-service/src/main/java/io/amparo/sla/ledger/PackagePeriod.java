package io.amparo.sla.ledger;

import java.time.Instant;

/**
 * The period of a package that replaces the calendar of the plan (R6.3), {@code to} excluded. Its text is {@code code from to}.
 */
public record PackagePeriod(String code, Instant from, Instant to) {
    public boolean covers(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    static PackagePeriod parse(String text) {
        var parts = text.split(" ");
        return new PackagePeriod(parts[0], Instant.parse(parts[1]), Instant.parse(parts[2]));
    }

    @Override
    public String toString() {
        return code + " " + from + " " + to;
    }
}
