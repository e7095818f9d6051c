package io.amparo.entitlement.contract;

import io.amparo.platform.Ids;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes for which other companies the contacts of a company act (managed services). Idempotent: the same command on the same
 * version is applied once. There are no chains: what a served company serves itself does not count.
 */
final class ChangeServedCompanies {

    /** @param expectedVersion the version that the caller read (If-Match) */
    record Command(String customerId, List<String> served, String by, long expectedVersion) {
        String cause() {
            return "served/" + Ids.uuidOf(toString());
        }
    }

    private final Customers customers;
    private final Clock clock;

    ChangeServedCompanies(Customers customers, Clock clock) {
        this.customers = customers;
        this.clock = clock;
    }

    /** @throws ApiException 422 naming each id that is no customer, or the company itself */
    Versioned<Customer> handle(Command command) {
        var found = customers.find(command.customerId()).orElseThrow();
        validate(command);
        var served = command.served().stream().distinct().sorted().toList();
        if (served.equals(found.state().serves()) && found.version() == command.expectedVersion()) return found;
        customers.update(command.customerId(), command.cause(), command.expectedVersion(),
                customer -> customer.change(each -> each.withServed(served), command.by(), null, clock.instant()));
        return customers.find(command.customerId()).orElseThrow();
    }

    private void validate(Command command) {
        if (command.served().isEmpty()) return;
        var existing = customers.existingAmong(command.served());
        var errors = new ArrayList<FieldError>();
        for (int index = 0; index < command.served().size(); index++) {
            var id = command.served().get(index);
            var field = "customers[" + index + "]";
            if (id.equals(command.customerId()))
                errors.add(new FieldError(field, "not-itself"));
            else if (!existing.contains(id)) errors.add(new FieldError(field, "no-customer"));
        }
        if (!errors.isEmpty()) throw ApiException.invalid(errors);
    }
}
