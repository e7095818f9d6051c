package io.amparo.sla.migration;

import io.amparo.platform.web.ApiProblem;
import io.amparo.sla.calendar.CalendarText;
import io.amparo.sla.calendar.CalendarText.Read;
import io.amparo.sla.customer.Agreement;
import io.amparo.sla.customer.Agreement.Booked;
import io.amparo.sla.customer.Agreement.Maintained;
import io.amparo.sla.plan.Policies;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a contract says about time, in JSON, in the words of the customer's own page; what is missing stays as it is. */
record ContractText(@Nullable String slaPlan, @Nullable String zone, @Nullable List<Package> packages,
        @Nullable List<Maintenance> remainingMaintenance) {

    private static final int MOST = 100;

    /** Both days included. */
    record Package(@Nullable String code, @Nullable String validFrom, @Nullable String validTo) {}

    /** That day included. */
    record Maintenance(@Nullable String productId, @Nullable String until) {}

    static ContractText of(Agreement agreement) {
        return new ContractText(agreement.slaPlan(), agreement.zone().getId(),
                agreement.packages().stream()
                        .map(each -> new Package(each.code(), each.from().toString(), each.to().toString())).toList(),
                agreement.maintained().stream().map(each -> new Maintenance(each.productId(), each.until().toString())).toList());
    }

    /** @param path where it stands in the request, such as {@code contract.} */
    Agreement over(Agreement now, String path, Policies policies) {
        if (slaPlan != null && policies.latestPlan(slaPlan).isEmpty()) throw ApiProblem.invalid(path + "slaPlan", "not-known");
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

    /** Whether it asks for nothing else. */
    boolean isOf(Agreement other) {
        var whole = of(other);
        return (slaPlan == null || slaPlan.equals(whole.slaPlan)) && (zone == null || zone.equals(whole.zone))
                && (packages == null || packages.equals(whole.packages))
                && (remainingMaintenance == null || remainingMaintenance.equals(whole.remainingMaintenance));
    }

    private static Booked booked(String at, Package text) {
        var booked = new Booked(CalendarText.name(at + ".code", text.code), CalendarText.date(at + ".validFrom", text.validFrom),
                CalendarText.date(at + ".validTo", text.validTo));
        if (booked.to().isBefore(booked.from())) throw ApiProblem.invalid(at + ".validTo", "before-from");
        return booked;
    }

    private static Maintained maintained(String at, Maintenance text) {
        return new Maintained(CalendarText.name(at + ".productId", text.productId),
                CalendarText.date(at + ".until", text.until));
    }
}
