package io.amparo.knowledge.certificate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long a certificate is valid, and which reminders of its end were published. Days are those of the vendor's zone.
 *
 * @param end null as long as no newer major release ends it
 * @param reminded days of the last reminder; null before the first
 * @param isEnded whether the end was published
 */
record Validity(@Nullable MajorEnd end, @Nullable Integer reminded, boolean isEnded) {
    static final List<Integer> REMINDERS = List.of(90, 60, 30, 7);
    static final Validity UNLIMITED = new Validity(null, null, false);

    static LocalDate day(Instant instant, ZoneId zone) {
        return LocalDate.ofInstant(instant, zone);
    }

    /** Returns the validity from its issue. Reminders of days before the issue are left out, because the person knows the end. */
    static Validity issued(@Nullable MajorEnd end, LocalDate today) {
        if (end == null) return UNLIMITED;
        var ending = endingBy(end);
        var passed = ending.dueReminder(today);
        return passed.isPresent() ? ending.reminded(passed.getAsInt()) : ending;
    }

    static Validity endingBy(MajorEnd end) {
        return new Validity(end, null, false);
    }

    @Nullable
    LocalDate validTo() {
        return end == null ? null : end.lastDay();
    }

    boolean isExpired(LocalDate today) {
        var validTo = validTo();
        return validTo != null && today.isAfter(validTo);
    }

    /** Returns the newest reminder that has fallen due and was not published; older ones that were missed are left out. */
    OptionalInt dueReminder(LocalDate today) {
        var validTo = validTo();
        if (validTo == null) return OptionalInt.empty();
        long left = ChronoUnit.DAYS.between(today, validTo);
        return REMINDERS.stream().filter(days -> left <= days && isAhead(days)).mapToInt(Integer::intValue).min();
    }

    Validity reminded(int days) {
        return new Validity(end, days, isEnded);
    }

    Validity ended() {
        return new Validity(end, reminded, true);
    }

    /** Returns the instant of the next reminder or of the end; null if there is none to come. */
    @Nullable
    Instant dueAt(ZoneId zone) {
        var validTo = validTo();
        if (validTo == null || isEnded) return null;
        var reminders = REMINDERS.stream().filter(this::isAhead).map(days -> validTo.minusDays(days));
        return Stream.concat(reminders, Stream.of(validTo.plusDays(1))).min(LocalDate::compareTo).orElseThrow().atStartOfDay(zone)
                .toInstant();
    }

    private boolean isAhead(int days) {
        return reminded == null || days < reminded;
    }
}
