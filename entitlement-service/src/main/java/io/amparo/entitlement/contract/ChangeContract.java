package io.amparo.entitlement.contract;

import io.amparo.entitlement.plan.Plans;
import io.amparo.platform.Ids;
import io.amparo.platform.store.Versioned;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Changes the edition, the validity or the SLA plan of a contract. Idempotent: the same command on the same version is applied
 * once.
 */
final class ChangeContract {

    /** @param expectedVersion the version that the caller read (If-Match) */
    record Command(String customerId, Edition edition, LocalDate validFrom, LocalDate validTo, String slaPlan, String by,
            @Nullable String reason, long expectedVersion) {
        String cause() {
            return "contract/" + Ids.uuidOf(toString());
        }

        Contract applyTo(Contract current) {
            return new Contract(edition, validFrom, validTo, slaPlan, current.contactQuota());
        }
    }

    private final Customers customers;
    private final Plans plans;
    private final Clock clock;

    ChangeContract(Customers customers, Plans plans, Clock clock) {
        this.customers = customers;
        this.plans = plans;
        this.clock = clock;
    }

    /** A contract may only change to a published plan; a plan that it names already is not checked. */
    Versioned<Customer> handle(Command command) {
        var found = customers.find(command.customerId()).orElseThrow();
        if (!command.slaPlan().equals(found.state().contract().slaPlan())) plans.requirePublished("slaPlan", command.slaPlan());
        var unchanged = command.applyTo(found.state().contract()).equals(found.state().contract());
        if (unchanged && found.version() == command.expectedVersion()) return found;
        customers.update(command.customerId(), command.cause(), command.expectedVersion(), customer -> customer
                .changeContract(command.applyTo(customer.contract()), command.by(), command.reason(), clock.instant()));
        return customers.find(command.customerId()).orElseThrow();
    }
}
