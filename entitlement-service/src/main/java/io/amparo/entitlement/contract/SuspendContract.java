package io.amparo.entitlement.contract;

import io.amparo.events.FieldLimits;
import io.amparo.events.customer.CustomerEvent.Suspension;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Suspends a period of a contract, ends a suspension and removes one. A suspension is named by its first day. Idempotent. */
final class SuspendContract {
    private final ChangeCustomer changeCustomer;

    SuspendContract(ChangeCustomer changeCustomer) {
        this.changeCustomer = changeCustomer;
    }

    /** @param cause causation id; the same on every retry of one request */
    Versioned<Suspension> begin(String customerId, String periodId, Suspension added, String by, String cause) {
        return changeCustomer.add(customerId, cause, by, added.reason(), added,
                customer -> customer.withPeriods(with(customer.periods(), periodId, null, added)),
                customer -> customer.periods().withId(periodId).flatMap(
                        period -> period.suspensions().stream().filter(each -> each.from().equals(added.from())).findFirst()));
    }

    /**
     * Changes the last day or the reason of a suspension.
     *
     * @param changed with the first day of the suspension that changes
     */
    Versioned<Customer> change(String customerId, String periodId, Suspension changed, String by, long expectedVersion) {
        return changeCustomer.handle(new ChangeCustomer.Command(customerId, periodId + "/" + changed, by, changed.reason(),
                expectedVersion, customer -> customer.withPeriods(with(customer.periods(), periodId, changed.from(), changed))));
    }

    /** Removes a suspension, as if it had never been agreed. */
    void remove(String customerId, String periodId, LocalDate from, String by, long expectedVersion) {
        changeCustomer.handle(new ChangeCustomer.Command(customerId, periodId + "/suspension/removal/" + from, by, null,
                expectedVersion, customer -> customer.withPeriods(without(customer.periods(), periodId, from))));
    }

    private static Periods without(Periods periods, String periodId, LocalDate from) {
        var period = periods.withId(periodId).orElseThrow(ApiException::notFound);
        var others = period.suspensions().stream().filter(each -> !each.from().equals(from)).toList();
        if (others.size() == period.suspensions().size()) throw ApiException.notFound();
        return periods.with(period.withSuspensions(others));
    }

    private static Periods with(Periods periods, String periodId, @Nullable LocalDate replaced, Suspension suspension) {
        var period = periods.withId(periodId).orElseThrow(ApiException::notFound);
        if (replaced != null && period.suspensions().stream().noneMatch(each -> each.from().equals(replaced)))
            throw ApiException.notFound();
        var others = period.suspensions().stream().filter(each -> !each.from().equals(replaced)).toList();
        validate(period, others, suspension);
        return periods.with(period.withSuspensions(Stream.concat(others.stream(), Stream.of(suspension)).toList()));
    }

    private static void validate(Period period, List<Suspension> others, Suspension suspension) {
        var to = suspension.to();
        if (!period.contains(suspension.from()))
            throw ApiException.invalid("from", "outside-period", period.validFrom(), period.validTo());
        if (to != null && to.isBefore(suspension.from())) throw ApiException.invalid("to", "before-begin");
        if (to != null && !period.contains(to))
            throw ApiException.invalid("to", "outside-period", period.validFrom(), period.validTo());
        if (others.size() >= FieldLimits.SUSPENSIONS) throw ApiException.conflict("list-limit");
        if (others.stream().anyMatch(other -> overlap(period, other, suspension)))
            throw ApiException.invalid("from", "suspension-overlaps");
    }

    private static boolean overlap(Period period, Suspension one, Suspension other) {
        return !lastDay(period, one).isBefore(other.from()) && !lastDay(period, other).isBefore(one.from());
    }

    private static LocalDate lastDay(Period period, Suspension suspension) {
        return suspension.to() == null ? period.validTo() : suspension.to();
    }
}
