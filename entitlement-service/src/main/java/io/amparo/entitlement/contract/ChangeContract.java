package io.amparo.entitlement.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.store.Versioned;
import java.time.Clock;
import java.time.LocalDate;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes the edition, the validity or the SLA plan of a contract. Idempotent: the same command on the same version is applied
 * once.
 */
final class ChangeContract {

    /** @param seen the version that the caller read (If-Match) */
    record Command(String customerId, Edition edition, LocalDate validFrom, LocalDate validTo, String slaPlan, String by,
            @Nullable String reason, long seen) {
        String cause() {
            return "contract/" + UUID.nameUUIDFromBytes(toString().getBytes(UTF_8));
        }

        Contract appliedTo(Contract old) {
            return new Contract(edition, validFrom, validTo, slaPlan, old.contactQuota());
        }
    }

    private final Customers customers;
    private final Clock clock;

    ChangeContract(Customers customers, Clock clock) {
        this.customers = customers;
        this.clock = clock;
    }

    Versioned<Customer> handle(Command command) {
        var found = find(command.customerId());
        var same = command.appliedTo(found.state().contract()).equals(found.state().contract());
        if (same && found.version() == command.seen()) return found;
        customers.update(command.customerId(), command.cause(), command.seen(), customer -> customer
                .contracted(command.appliedTo(customer.contract()), command.by(), command.reason(), clock.instant()));
        return find(command.customerId());
    }

    private Versioned<Customer> find(String customerId) {
        return customers.find(customerId).orElseThrow(() -> new NoSuchElementException(customerId));
    }
}
