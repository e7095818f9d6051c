package io.amparo.sla.migration;

import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Required;
import io.amparo.sla.calendar.CalendarFields;
import io.amparo.sla.customer.ContractTerms;
import io.amparo.sla.customer.ContractTerms.MaintenanceExtension;
import io.amparo.sla.customer.ContractTerms.PackageBooking;
import io.amparo.sla.request.RequestFields;
import io.amparo.sla.request.RequestFields.ItemParser;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a contract that affect clocks, in JSON, with the field names of the customer API; a missing field is not changed.
 */
record ContractJson(@Nullable String slaPlan, @Nullable String zone, @Nullable List<Package> packages,
        @Nullable List<Maintenance> remainingMaintenance) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int MAX_ITEMS = 100;

    /** Both days are inclusive. {@code units} do not affect clocks and are not returned. */
    record Package(@Required @Nullable String code, @Nullable Integer units, @Required @Nullable String validFrom,
            @Required @Nullable String validTo) {
        static Package of(PackageBooking booking) {
            return new Package(booking.code(), null, booking.from().toString(), booking.to().toString());
        }
    }

    /** The day is inclusive. */
    record Maintenance(@Required @Nullable String productId, @Required @Nullable String until) {}

    static ContractJson of(ContractTerms terms) {
        return new ContractJson(terms.slaPlan(), terms.zone().getId(), terms.packages().stream().map(Package::of).toList(),
                terms.maintained().stream().map(each -> new Maintenance(each.productId(), each.until().toString())).toList());
    }

    /** @param path path of the contract in the request, such as {@code contract.} */
    ContractTerms applyTo(ContractTerms current, String path) {
        return new ContractTerms(slaPlan == null ? current.slaPlan() : slaPlan,
                zone == null ? current.zone() : RequestFields.parse(path + "zone", zone, ZoneId::of),
                packages == null ? current.packages() : parseList(path + "packages", packages, ContractJson::packageBooking),
                remainingMaintenance == null
                        ? current.maintained()
                        : parseList(path + "remainingMaintenance", remainingMaintenance, ContractJson::maintenanceExtension));
    }

    private static <A, B> List<B> parseList(String path, List<A> values, ItemParser<A, B> read) {
        if (values.size() > MAX_ITEMS) throw ApiException.invalid(path, "too-many", MAX_ITEMS);
        return RequestFields.parseList(path, values, read);
    }

    private static PackageBooking packageBooking(String path, Package json) {
        var booking = new PackageBooking(parseId(path + ".code", json.code),
                CalendarFields.parseDate(path + ".validFrom", json.validFrom),
                CalendarFields.parseDate(path + ".validTo", json.validTo));
        if (booking.to().isBefore(booking.from())) throw ApiException.invalid(path + ".validTo", "before-from");
        return booking;
    }

    private static String parseId(String field, @Nullable String text) {
        return RequestFields.parse(field, text, id -> {
            if (!ID.matcher(id).matches()) throw new IllegalArgumentException(id);
            return id;
        });
    }

    private static MaintenanceExtension maintenanceExtension(String path, Maintenance json) {
        return new MaintenanceExtension(parseId(path + ".productId", json.productId),
                CalendarFields.parseDate(path + ".until", json.until));
    }
}
