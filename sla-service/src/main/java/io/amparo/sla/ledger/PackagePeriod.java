package io.amparo.sla.ledger;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The period of a package that replaces the calendar of the plan (R6.3), {@code to} excluded. Its text is {@code code from to};
 * semicolons separate several periods.
 */
public record PackagePeriod(String code, Instant from, Instant to) {
    public boolean covers(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    static String format(List<PackagePeriod> periods) {
        return periods.stream().map(period -> period.code + " " + period.from + " " + period.to).collect(joining(";"));
    }

    public static List<PackagePeriod> parse(String text) {
        if (text.isEmpty()) return List.of();
        return Arrays.stream(text.split(";")).map(each -> each.split(" "))
                .map(parts -> new PackagePeriod(parts[0], Instant.parse(parts[1]), Instant.parse(parts[2]))).toList();
    }
}
