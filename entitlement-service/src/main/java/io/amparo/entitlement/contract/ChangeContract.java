package io.amparo.entitlement.contract;

import io.amparo.entitlement.policy.Policies;
import io.amparo.entitlement.plan.Plans;
import io.amparo.platform.Ids;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Adds and changes the periods of a contract. Idempotent: the same command on the same version, or with the same key, is applied
 * once.
 */
final class ChangeContract {

    /** Edition, SLA plan and days of a period. */
    record Terms(String edition, LocalDate validFrom, LocalDate validTo, String slaPlan) {
        Period newPeriod(String id) {
            return new Period(id, edition, slaPlan, validFrom, validTo);
        }

        Period applyTo(Period current) {
            return current.withTerms(edition, slaPlan, validFrom, validTo);
        }
    }

    /**
     * @param periodId the period to change; null for the contract of today
     * @param expectedVersion the version that the caller read (If-Match)
     */
    record Command(String customerId, @Nullable String periodId, Terms terms, String by, @Nullable String reason,
            long expectedVersion) {}

    private final Customers customers;
    private final ChangeCustomer changeCustomer;
    private final Plans plans;
    private final Policies policies;
    private final Clock clock;

    ChangeContract(Customers customers, ChangeCustomer changeCustomer, Plans plans, Policies policies, Clock clock) {
        this.customers = customers;
        this.changeCustomer = changeCustomer;
        this.plans = plans;
        this.policies = policies;
        this.clock = clock;
    }

    /** A period may only change to a published plan; a plan that the contract names already is not checked. */
    Versioned<Customer> handle(Command command) {
        var found = customers.find(command.customerId()).orElseThrow(ApiException::notFound);
        policies.effective().requireEdition("edition", command.terms().edition());
        requirePlan(found.state(), command.terms());
        var today = found.state().dayOf(clock.instant());
        return changeCustomer.handle(new ChangeCustomer.Command(command.customerId(), command.periodId() + "/" + command.terms(),
                command.by(), command.reason(), command.expectedVersion(),
                customer -> customer.withPeriods(apply(customer.periods(), command, today))));
    }

    private static Periods apply(Periods periods, Command command, LocalDate today) {
        if (command.periodId() == null) return applyToContract(periods, command, today);
        var changed = periods.withId(command.periodId()).orElseThrow(ApiException::notFound);
        return periods.with(command.terms().applyTo(changed));
    }

    /**
     * Changes the period of today, or that which begins on the first day of the terms. Terms that lie after the period of today
     * are the next period: the renewal of a contract does not end today's cover.
     */
    private static Periods applyToContract(Periods periods, Command command, LocalDate today) {
        var terms = command.terms();
        var current = periods.termsOn(today);
        var changed = current.filter(period -> !terms.validFrom().isAfter(period.validTo()))
                .or(() -> periods.beginningOn(terms.validFrom()));
        return periods.with(changed.map(terms::applyTo).orElseGet(() -> terms.newPeriod(
                Ids.uuidOf("period/" + command.customerId() + "/" + terms.validFrom() + "/" + command.expectedVersion()))));
    }

    /**
     * Adds a period.
     *
     * @param id id of the new period; the same on every retry of one request
     */
    Versioned<Period> add(String customerId, String id, Terms terms, String by, @Nullable String reason) {
        var found = customers.find(customerId).orElseThrow(ApiException::notFound);
        policies.effective().requireEdition("edition", terms.edition());
        requirePlan(found.state(), terms);
        var added = terms.newPeriod(id);
        return changeCustomer.add(customerId, "period/" + id, by, reason, added,
                customer -> customer.periods().withId(id).isPresent()
                        ? customer
                        : customer.withPeriods(customer.periods().with(added)),
                customer -> customer.periods().withId(id));
    }

    private void requirePlan(Customer customer, Terms terms) {
        if (customer.periods().all().stream().noneMatch(period -> period.slaPlan().equals(terms.slaPlan())))
            plans.requirePublished("slaPlan", terms.slaPlan());
    }
}
