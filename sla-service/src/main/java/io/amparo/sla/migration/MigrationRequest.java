package io.amparo.sla.migration;

import io.amparo.events.FieldLimits;
import io.amparo.platform.web.ApiException;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.migration.MigrationKind.CalendarMigration;
import io.amparo.sla.migration.MigrationKind.PlanMigration;
import io.amparo.sla.migration.MigrationKind.TermsMigration;
import io.amparo.sla.migration.MigrationKind.TzdataMigration;
import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.PlanVersion;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.request.RequestFields;
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
    MigrationKind.Forward kind(Policies policies, Function<String, Optional<Customer>> customers) {
        if (Stream.of(plan, calendar, tzdata, customer).filter(Objects::nonNull).count() != 1)
            throw ApiException.invalid(
                    plan == null ? "plan" : calendar != null ? "calendar" : tzdata != null ? "tzdata" : "customer",
                    "one-subject");
        if (customer != null) return termsMigration(customers.apply(customer), policies);
        if (contract != null) throw ApiException.malformed("contract", "malformed");
        if (tzdata != null) {
            if (toVersion != null) throw ApiException.malformed("toVersion", "malformed");
            if (!tzdata.equals(policies.tzdata())) throw ApiException.invalid("tzdata", "other-tzdata", policies.tzdata());
            return new TzdataMigration(tzdata);
        }
        if (toVersion == null) throw ApiException.malformed("toVersion", "required");
        boolean isPlan = plan != null;
        if (!isPublished(policies, 1)) throw ApiException.invalid(isPlan ? "plan" : "calendar", "not-known");
        if (!isPublished(policies, toVersion)) throw ApiException.invalid("toVersion", "unknown-version");
        return isPlan
                ? new PlanMigration(new PlanVersion(plan, toVersion))
                : new CalendarMigration(new CalendarVersion(calendar, toVersion));
    }

    private TermsMigration termsMigration(Optional<Customer> found, Policies policies) {
        if (toVersion != null) throw ApiException.malformed("toVersion", "malformed");
        if (contract == null) throw ApiException.malformed("contract", "required");
        var current = found.orElseThrow(() -> ApiException.invalid("customer", "not-known"));
        var agreed = contract.applyTo(current.terms(), "contract.");
        if (policies.latestPlan(agreed.slaPlan()).isEmpty()) throw ApiException.invalid("contract.slaPlan", "not-known");
        return new TermsMigration(current.id(), agreed, current.terms());
    }

    private boolean isPublished(Policies policies, int version) {
        return plan != null ? policies.plan(plan, version).isPresent() : policies.calendar(calendar, version).isPresent();
    }

    /** Whether this request names nothing that differs from the preview. */
    boolean matches(MigrationKind previewed) {
        var shown = MigrationResponse.Subject.of(previewed);
        return isSameOrMissing(plan, shown.plan()) && isSameOrMissing(calendar, shown.calendar())
                && isSameOrMissing(tzdata, shown.tzdata()) && isSameOrMissing(customer, shown.customer())
                && isSameOrMissing(toVersion, shown.toVersion()) && (contract == null || previewed instanceof TermsMigration it
                        && contract.applyTo(it.agreed(), "contract.").equals(it.agreed()));
    }

    private static boolean isSameOrMissing(@Nullable Object requested, @Nullable Object previewed) {
        return requested == null || requested.equals(previewed);
    }

    @Nullable
    String checkedReason() {
        return reason(reason);
    }

    static @Nullable String reason(@Nullable String text) {
        if (text != null) RequestFields.checkLength("reason", text, FieldLimits.CLOCK_CHANGE_REASON);
        return text;
    }
}
