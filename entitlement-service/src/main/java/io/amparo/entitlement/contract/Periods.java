package io.amparo.entitlement.contract;

import io.amparo.events.FieldLimits;
import io.amparo.platform.web.ApiException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The periods of the contract of one customer in ascending order. They never overlap, but days between them may be uncovered. */
public record Periods(List<Period> all) {
    public static final Periods NONE = new Periods(List.of());

    public Periods {
        all = all.stream().sorted(Comparator.comparing(Period::validFrom)).toList();
        for (int i = 1; i < all.size(); i++)
            if (all.get(i).overlaps(all.get(i - 1)))
                throw new IllegalArgumentException("Periods overlap: " + all.get(i - 1).id() + " and " + all.get(i).id());
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Returns the period of a day. */
    public Optional<Period> on(LocalDate day) {
        for (var period : all) if (period.contains(day)) return Optional.of(period);
        return Optional.empty();
    }

    /** Returns the last period that has ended before a day. */
    public Optional<Period> lastBefore(LocalDate day) {
        return all.reversed().stream().filter(period -> period.validTo().isBefore(day)).findFirst();
    }

    /** Returns the next period that begins after a day. */
    public Optional<Period> nextAfter(LocalDate day) {
        return all.stream().filter(period -> period.validFrom().isAfter(day)).findFirst();
    }

    /** Returns the period of a day, otherwise the next one, otherwise the last one; empty if there is no period at all. */
    public Optional<Period> termsOn(LocalDate day) {
        return on(day).or(() -> nextAfter(day)).or(() -> lastBefore(day));
    }

    public Optional<Period> withId(String id) {
        return all.stream().filter(period -> period.id().equals(id)).findFirst();
    }

    /** Returns the period that begins on a day. */
    Optional<Period> beginningOn(LocalDate day) {
        return all.stream().filter(period -> period.validFrom().equals(day)).findFirst();
    }

    /**
     * Adds a period, or replaces the one with the same id.
     *
     * @throws ApiException 422 naming the first or the last day if it overlaps with another period; 409 if there are too many
     */
    public Periods with(Period added) {
        var others = all.stream().filter(period -> !period.id().equals(added.id())).toList();
        if (others.size() >= FieldLimits.PERIODS) throw ApiException.conflict("period-limit");
        others.stream().filter(added::overlaps).findFirst().ifPresent(other -> {
            throw ApiException.invalid(other.contains(added.validFrom()) ? "validFrom" : "validTo", "period-overlaps",
                    other.validFrom(), other.validTo());
        });
        return new Periods(Stream.concat(others.stream(), Stream.of(added)).toList());
    }
}
