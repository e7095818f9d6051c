package io.amparo.entitlement.contract;

import io.amparo.events.customer.CustomerEvent.ContractPeriod;
import io.amparo.events.customer.CustomerEvent.Suspension;
import io.amparo.events.customer.CustomerEvent.Waiver;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A period of a contract: edition and SLA plan for a range of days, in the customer's zone. Its suspensions and waivers count
 * only on its own days.
 *
 * @param edition code of the edition
 * @param validTo last day, included
 */
public record Period(String id, String edition, String slaPlan, LocalDate validFrom, LocalDate validTo,
        List<Suspension> suspensions, List<Waiver> waivers) {
    public Period {
        if (validTo.isBefore(validFrom))
            throw new IllegalArgumentException("Period ends before it begins: " + validFrom + " to " + validTo);
        suspensions = List.copyOf(suspensions);
        waivers = List.copyOf(waivers);
    }

    /** Creates a period without suspensions and waivers. */
    public Period(String id, String edition, String slaPlan, LocalDate validFrom, LocalDate validTo) {
        this(id, edition, slaPlan, validFrom, validTo, List.of(), List.of());
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(validFrom) && !day.isAfter(validTo);
    }

    boolean overlaps(Period other) {
        return !validTo.isBefore(other.validFrom) && !other.validTo.isBefore(validFrom);
    }

    /** Returns the suspension of a day, on which nothing is covered. */
    public Optional<Suspension> suspensionOn(LocalDate day) {
        for (var suspension : suspensions)
            if (contains(day) && !day.isBefore(suspension.from()) && (suspension.to() == null || !day.isAfter(suspension.to())))
                return Optional.of(suspension);
        return Optional.empty();
    }

    /** Whether an exclusion is waived on a day (R8.3). */
    public boolean waives(@Nullable String code, LocalDate day) {
        return code != null && waivedOn(day).contains(code);
    }

    /** Returns the codes of the exclusions that are waived on a day (R8.3). */
    List<String> waivedOn(LocalDate day) {
        return waivers.stream().filter(waiver -> contains(day) && !day.isBefore(waiver.from()) && !day.isAfter(waiver.to()))
                .map(Waiver::code).distinct().sorted().toList();
    }

    /** Returns the days on which something of this period begins or has ended. */
    Stream<LocalDate> boundaryDays() {
        var own = Stream.of(validFrom, validTo.plusDays(1));
        var suspended = suspensions.stream()
                .flatMap(each -> each.to() == null ? Stream.of(each.from()) : Stream.of(each.from(), each.to().plusDays(1)));
        var waived = waivers.stream().flatMap(each -> Stream.of(each.from(), each.to().plusDays(1)));
        return Stream.of(own, suspended, waived).flatMap(days -> days);
    }

    /** Returns the same period with other terms. */
    public Period withTerms(String newEdition, String newPlan, LocalDate from, LocalDate to) {
        return new Period(id, newEdition, newPlan, from, to, suspensions, waivers);
    }

    Period withSuspensions(List<Suspension> changed) {
        return new Period(id, edition, slaPlan, validFrom, validTo, changed, waivers);
    }

    public Period withWaivers(List<Waiver> changed) {
        return new Period(id, edition, slaPlan, validFrom, validTo, suspensions, changed);
    }

    ContractPeriod toEvent() {
        return new ContractPeriod(id, edition, slaPlan, validFrom, validTo, suspensions, waivers);
    }
}
