package io.amparo.sla.migration;

import io.amparo.platform.web.ApiException;
import io.amparo.sla.calendar.CalendarJson;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.ledger.Fact.What;
import io.amparo.sla.plan.Policies;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The request for a migration in JSON. With {@code dryRun} it requests the preview; without it and with the {@code previewToken}
 * it applies that preview. An invalid value is refused with the name of its field.
 */
record MigrationRequest(@Nullable String plan, @Nullable String calendar, @Nullable String tzdata, @Nullable String customer,
        @Nullable ContractJson contract, @Nullable Integer toVersion, @Nullable Boolean dryRun, @Nullable String previewToken,
        @Nullable String reason) {

    boolean isPreview() {
        return Boolean.TRUE.equals(dryRun);
    }

    /**
     * Accepts only the present version of the time zone data: a ticket that never counted by an older version may lack its
     * tables.
     */
    Target target(Policies policies, Function<String, Optional<Customer>> customers) {
        if (Stream.of(plan, calendar, tzdata, customer).filter(Objects::nonNull).count() != 1)
            throw ApiException.invalid(
                    plan == null ? "plan" : calendar != null ? "calendar" : tzdata != null ? "tzdata" : "customer",
                    "one-subject");
        if (customer != null) return agreed(customers.apply(customer), policies);
        if (contract != null) throw ApiException.malformed("contract", "malformed");
        if (tzdata != null) {
            if (toVersion != null) throw ApiException.malformed("toVersion", "malformed");
            if (!tzdata.equals(policies.tzdata())) throw ApiException.invalid("tzdata", "other-tzdata", policies.tzdata());
            return new Target(What.TZDATA, tzdata, 0);
        }
        if (toVersion == null) throw ApiException.malformed("toVersion", "required");
        var target = plan != null ? new Target(What.PLAN, plan, toVersion) : new Target(What.CALENDAR, calendar, toVersion);
        if (version(policies, target, 1).isEmpty()) throw ApiException.invalid(plan != null ? "plan" : "calendar", "not-known");
        if (version(policies, target, toVersion).isEmpty()) throw ApiException.invalid("toVersion", "unknown-version");
        return target;
    }

    private Target agreed(Optional<Customer> found, Policies policies) {
        if (toVersion != null) throw ApiException.malformed("toVersion", "malformed");
        if (contract == null) throw ApiException.malformed("contract", "required");
        var current = found.orElseThrow(() -> ApiException.invalid("customer", "not-known"));
        var agreed = contract.applyTo(current.terms(), "contract.");
        if (policies.latestPlan(agreed.slaPlan()).isEmpty()) throw ApiException.invalid("contract.slaPlan", "not-known");
        return Target.agreed(current.id(), agreed, current.terms());
    }

    private static Optional<?> version(Policies policies, Target target, int version) {
        return target.what() == What.PLAN ? policies.plan(target.id(), version) : policies.calendar(target.id(), version);
    }

    /** Whether this request names nothing that differs from the preview. */
    boolean matches(Target previewed) {
        return (plan == null || previewed.what() == What.PLAN && plan.equals(previewed.id()))
                && (calendar == null || previewed.what() == What.CALENDAR && calendar.equals(previewed.id()))
                && (tzdata == null || previewed.what() == What.TZDATA && tzdata.equals(previewed.id()))
                && (customer == null || previewed.what() == What.AGREED && customer.equals(previewed.id()))
                && (contract == null || previewed.agreed() != null
                        && contract.applyTo(previewed.agreed(), "contract.").equals(previewed.agreed()))
                && (toVersion == null || toVersion == previewed.version());
    }

    @Nullable
    String checkedReason() {
        return reason(reason);
    }

    static @Nullable String reason(@Nullable String text) {
        if (text != null && text.length() > CalendarJson.MAX_NAME_LENGTH)
            throw ApiException.invalid("reason", "too-long", CalendarJson.MAX_NAME_LENGTH);
        return text;
    }
}
