package io.amparo.entitlement.obligation;

import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Customers;
import io.amparo.platform.store.AggregateUpdate;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.LookupCache;
import io.amparo.platform.store.StaleVersionException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reviews the holdings of all customers page by page: after a change of the catalogue, and at the beginning of each day in the
 * vendor's zone, because releases and approvals have dates. So it also reviews a customer whose review a crash or a failure has
 * prevented.
 */
final class HoldingsReviewJob {
    private static final Logger LOG = System.getLogger(HoldingsReviewJob.class.getName());
    private static final String ID = "holdings";
    private static final int PAGE_SIZE = 100;
    /** Another instance continues a page that takes longer, because its instance has crashed. */
    private static final Duration CLAIM_DURATION = Duration.ofMinutes(2);

    private final ReviewRuns runs;
    private final Customers customers;
    private final ReviewHoldings reviewHoldings;
    private final Supplier<ZoneId> vendorZone;
    private final Clock clock;

    HoldingsReviewJob(ReviewRuns runs, Customers customers, ReviewHoldings reviewHoldings, Supplier<ZoneId> vendorZone,
            Clock clock) {
        this.runs = runs;
        this.customers = customers;
        this.reviewHoldings = reviewHoldings;
        this.vendorZone = vendorZone;
        this.clock = clock;
    }

    /** Begins the first run at the first start. */
    void schedule() {
        runs.insert(ID, "scheduled", fromStart(clock.instant()));
    }

    /** Begins a run as soon as every instance knows the change, also if another one is in progress. Idempotent by the cause. */
    void request(String cause) {
        runs.applyAll(List.of(AggregateUpdate.of(ID, cause, Optional.of(ReviewRun.FROM_START),
                _ -> fromStart(clock.instant().plus(LookupCache.EXPIRY)))));
    }

    private static Change<ReviewRun, Void> fromStart(Instant dueAt) {
        return new Change<>(ReviewRun.FROM_START, List.of(), dueAt);
    }

    /** Reviews the next page. */
    void reviewPage() {
        var now = clock.instant();
        if (!runs.claim(ID, now, now.plus(CLAIM_DURATION))) return;
        var run = runs.find(ID).orElseThrow();
        var page = customers.page(run.state().afterId(), PAGE_SIZE);
        page.forEach(found -> review(found.state()));
        try {
            runs.update(ID, "page/" + run.version(), run.version(),
                    _ -> page.size() < PAGE_SIZE
                            ? fromStart(nextDay(now))
                            : new Change<>(new ReviewRun(page.getLast().id()), List.of(), now));
        } catch (StaleVersionException ignored) {
            // A new run was requested; it begins at the first page.
        }
    }

    /** A customer that fails does not stop the others. */
    private void review(Customer customer) {
        try {
            reviewHoldings.handle(customer);
        } catch (RuntimeException e) {
            // Fails if the store is unavailable; then the page is repeated, because the others would fail as well.
            runs.find(ID);
            LOG.log(Level.WARNING, "Holdings of " + customer.id() + " cannot be reviewed; retrying at the next run", e);
        }
    }

    private Instant nextDay(Instant now) {
        var zone = vendorZone.get();
        return LocalDate.ofInstant(now, zone).plusDays(1).atStartOfDay(zone).toInstant();
    }
}
