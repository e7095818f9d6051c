package io.amparo.sla.migration;

import io.amparo.platform.web.ApiProblem;
import io.amparo.sla.calendar.CalendarText;
import io.amparo.sla.calendar.CalendarText.Read;
import io.amparo.sla.customer.Agreement;
import io.amparo.sla.customer.Agreement.Booked;
import io.amparo.sla.customer.Agreement.Maintained;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a contract that affect clocks, in JSON, with the field names of the customer API; a missing field is not changed.
 */
record ContractText(@Nullable String slaPlan, @Nullable String zone, @Nullable List<Package> packages,
        @Nullable List<Maintenance> remainingMaintenance) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int MOST = 100;

    /** Both days are inclusive. {@code units} do not affect clocks and are not returned. */
    record Package(@Nullable String code, @Nullable Integer units, @Nullable String validFrom, @Nullable String validTo) {
        static Package of(Booked booked) {
            return new Package(booked.code(), null, booked.from().toString(), booked.to().toString());
        }
    }

    /** The day is inclusive. */
    record Maintenance(@Nullable String productId, @Nullable String until) {}

    static ContractText of(Agreement agreement) {
        return new ContractText(agreement.slaPlan(), agreement.zone().getId(),
                agreement.packages().stream().map(Package::of).toList(),
                agreement.maintained().stream().map(each -> new Maintenance(each.productId(), each.until().toString())).toList());
    }

    /** @param path path of the contract in the request, such as {@code contract.} */
    Agreement over(Agreement now, String path) {
        return new Agreement(slaPlan == null ? now.slaPlan() : slaPlan,
                zone == null ? now.zone() : CalendarText.parsed(path + "zone", zone, ZoneId::of),
                packages == null ? now.packages() : few(path + "packages", packages, ContractText::booked),
                remainingMaintenance == null
                        ? now.maintained()
                        : few(path + "remainingMaintenance", remainingMaintenance, ContractText::maintained));
    }

    private static <A, B> List<B> few(String path, List<A> values, Read<A, B> read) {
        if (values.size() > MOST) throw ApiProblem.invalid(path, "too-many", MOST);
        return CalendarText.each(path, values, read);
    }

    private static Booked booked(String at, Package text) {
        var booked = new Booked(id(at + ".code", text.code), CalendarText.date(at + ".validFrom", text.validFrom),
                CalendarText.date(at + ".validTo", text.validTo));
        if (booked.to().isBefore(booked.from())) throw ApiProblem.invalid(at + ".validTo", "before-from");
        return booked;
    }

    private static String id(String field, @Nullable String text) {
        return CalendarText.parsed(field, text, id -> {
            if (!ID.matcher(id).matches()) throw new IllegalArgumentException(id);
            return id;
        });
    }

    private static Maintained maintained(String at, Maintenance text) {
        return new Maintained(id(at + ".productId", text.productId), CalendarText.date(at + ".until", text.until));
    }
}
