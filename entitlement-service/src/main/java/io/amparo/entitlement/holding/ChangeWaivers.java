package io.amparo.entitlement.holding;

import io.amparo.entitlement.contract.ChangeCustomer;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Periods;
import io.amparo.events.FieldLimits;
import io.amparo.events.customer.CustomerEvent.Waiver;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Adds, changes and removes the waivers of exclusions (R8.3). A waiver belongs to the period of its days, and is named by its
 * code and first day. Idempotent.
 */
final class ChangeWaivers {
    private final ChangeCustomer changeCustomer;

    ChangeWaivers(ChangeCustomer changeCustomer) {
        this.changeCustomer = changeCustomer;
    }

    static String idOf(Waiver waiver) {
        return waiver.code() + "-" + waiver.from();
    }

    static List<Waiver> of(Customer customer) {
        return customer.periods().all().stream().flatMap(period -> period.waivers().stream()).toList();
    }

    static Optional<Waiver> find(Customer customer, String id) {
        return of(customer).stream().filter(waiver -> idOf(waiver).equals(id)).findFirst();
    }

    /** @param cause causation id; the same on every retry of one request */
    Versioned<Waiver> add(String customerId, Waiver added, String by, String cause) {
        return changeCustomer.add(customerId, cause, by, null, added,
                customer -> customer.withPeriods(with(customer.periods(), added)), customer -> find(customer, idOf(added)));
    }

    /** @throws ApiException 404 if the customer has no such waiver */
    Versioned<Customer> replace(String customerId, String id, Waiver changed, String by, long expectedVersion) {
        return changeCustomer.handle(
                new ChangeCustomer.Command(customerId, "waiver/" + id + "/" + changed, by, null, expectedVersion, customer -> {
                    if (find(customer, id).isEmpty()) throw ApiException.notFound();
                    return customer.withPeriods(with(without(customer.periods(), id), changed));
                }));
    }

    void remove(String customerId, String id, String by, long expectedVersion) {
        changeCustomer.handle(new ChangeCustomer.Command(customerId, "waiver/removal/" + id, by, null, expectedVersion,
                customer -> customer.withPeriods(without(customer.periods(), id))));
    }

    private static Periods without(Periods periods, String id) {
        return new Periods(periods.all().stream()
                .map(period -> period.withWaivers(period.waivers().stream().filter(waiver -> !idOf(waiver).equals(id)).toList()))
                .toList());
    }

    private static Periods with(Periods periods, Waiver waiver) {
        var period = periods.on(waiver.from()).orElseThrow(() -> ApiException.invalid("from", "outside-periods"));
        if (!period.contains(waiver.to()))
            throw ApiException.invalid("to", "outside-period", period.validFrom(), period.validTo());
        if (period.waivers().stream().anyMatch(other -> overlap(other, waiver)))
            throw ApiException.invalid("from", "waiver-overlaps");
        if (period.waivers().size() >= FieldLimits.WAIVERS) throw ApiException.conflict("list-limit");
        return periods.with(period.withWaivers(Stream.concat(period.waivers().stream(), Stream.of(waiver)).toList()));
    }

    private static boolean overlap(Waiver one, Waiver other) {
        return one.code().equals(other.code()) && !one.to().isBefore(other.from()) && !other.to().isBefore(one.from());
    }
}
