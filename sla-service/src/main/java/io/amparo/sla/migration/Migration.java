package io.amparo.sla.migration;

import io.amparo.events.slamigration.SlaMigrationEvent;
import io.amparo.platform.Ids;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.EventOrigin;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.MissingTermFacts;
import io.amparo.sla.ledger.SwitchOutcome;
import io.amparo.sla.migration.MigrationKind.ContractChange;
import io.amparo.sla.migration.TicketImpact.ClockImpact;
import io.amparo.sla.migration.TicketImpact.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A job that switches running tickets to another version of a policy, of the time zone data or of their customer's terms. It
 * first previews them, one page at a time. Once applied, it sends requests to the engine page by page, and then waits until every
 * ticket has answered. Repeating a finished step changes nothing.
 *
 * @param appliedAt from when on the target counts; null until that is known
 * @param finishedAt when the last ticket had answered; null until then
 */
record Migration(String id, MigrationKind kind, Request request, Phase phase, Preview preview, ApplyProgress progress,
        @Nullable Instant appliedAt, @Nullable Instant finishedAt) {
    /** Maximum age of an applied preview: an older one does not show the present state. */
    static final Duration PREVIEW_VALIDITY = Duration.ofHours(1);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    /**
     * Added for each awaited page: a poll reads all tickets of a page, and a migration with many pages is not answered soon.
     */
    private static final Duration POLL_DELAY_PER_PAGE = Duration.ofMillis(50);

    enum Phase {
        PREVIEWING, PREVIEWED, APPLYING, APPLIED
    }

    /**
     * Who requested the migration.
     *
     * @param by the person who requested it, or who changed the contract; null if unknown
     * @param autoApply whether it is applied right after its preview, without another request
     * @param origin trace of the request that applies it; until then of the one that began it
     */
    record Request(@Nullable String by, @Nullable String reason, boolean autoApply, Instant begunAt, EventOrigin origin) {
        private Request appliedBy(EventOrigin application) {
            return new Request(by, reason, autoApply, begunAt, application);
        }
    }

    /**
     * The preview so far.
     *
     * @param cursor id of the last previewed ticket
     * @param pages number of its pages
     * @param tickets number of previewed tickets that can be moved
     * @param digest hash of all its pages
     */
    record Preview(String cursor, int pages, int tickets, Map<Effect, Integer> totals, String digest) {
        static final Preview EMPTY = new Preview("", 0, 0, Map.of(), "");
        private static final int DIGEST_BYTES = 16;

        private Preview with(PreviewPage page) {
            var newTotals = new EnumMap<Effect, Integer>(Effect.class);
            newTotals.putAll(totals);
            page.tickets().stream().flatMap(each -> each.clocks().stream()).map(ClockImpact::effect)
                    .forEach(effect -> newTotals.merge(effect, 1, Integer::sum));
            return new Preview(page.cursor(), pages + 1, tickets + page.reachable().size(), newTotals,
                    Ids.sha256Of(digest + page, DIGEST_BYTES));
        }
    }

    static Change<Migration, SlaMigrationEvent> begin(String id, MigrationKind kind, Request request) {
        return new Migration(id, kind, request, Phase.PREVIEWING, Preview.EMPTY, ApplyProgress.NOT_STARTED, null, null)
                .due(request.begunAt());
    }

    /** Begins the migration of a contract change. */
    static Change<Migration, SlaMigrationEvent> ofContractChange(Customer before, Customer after, EventOrigin origin,
            Instant now) {
        return new Migration(idOf(after), new ContractChange(after.id(), after.terms(), before.terms()),
                new Request(after.by(), after.reason(), true, now, origin), Phase.PREVIEWING, Preview.EMPTY,
                ApplyProgress.NOT_STARTED, after.changedAt(), null).due(now);
    }

    /** Returns the same id for every consumer of the contract change. */
    static String idOf(Customer changed) {
        return Ids.uuidOf(MissingTermFacts.changeCause(changed.id(), changed.changedAt()));
    }

    boolean isContractChange() {
        return kind instanceof ContractChange;
    }

    /** Returns the causation id of its facts in the ledgers. */
    String cause() {
        return kind instanceof ContractChange change
                ? MissingTermFacts.changeCause(change.customerId(), appliedAt)
                : SwitchOutcome.causeOf(id);
    }

    boolean isAnsweredBy(Ledger ledger) {
        return SwitchOutcome.in(ledger).stream().anyMatch(outcome -> outcome.cause().equals(cause()));
    }

    /** Whether this migration has moved the ticket to its target. */
    boolean hasMoved(Ledger ledger) {
        return SwitchOutcome.in(ledger).contains(new SwitchOutcome(cause(), kind.factKind()));
    }

    private Change<Migration, SlaMigrationEvent> due(@Nullable Instant at) {
        return new Change<>(this, List.of(), at);
    }

    private Change<Migration, SlaMigrationEvent> unchanged(Instant now) {
        return due(phase == Phase.PREVIEWED || phase == Phase.APPLIED ? null : now);
    }

    /** Returns the token with which a client applies the preview; empty until all tickets are previewed. */
    Optional<String> previewToken() {
        return phase == Phase.PREVIEWING ? Optional.empty() : Optional.of(id + "." + preview.digest);
    }

    boolean isStale(Instant now) {
        return now.isAfter(request.begunAt().plus(PREVIEW_VALIDITY));
    }

    Change<Migration, SlaMigrationEvent> addPage(PreviewPage page, Instant now) {
        if (phase != Phase.PREVIEWING || page.number() != preview.pages) return unchanged(now);
        var updated = new Migration(id, kind, request, page.last() ? Phase.PREVIEWED : Phase.PREVIEWING, preview.with(page),
                progress, appliedAt, null);
        if (!page.last()) return updated.due(now);
        return request.autoApply() ? updated.apply(now) : updated.due(null);
    }

    /** @param origin trace of the request that applies it */
    Change<Migration, SlaMigrationEvent> apply(EventOrigin origin, Instant now) {
        return new Migration(id, kind, request.appliedBy(origin), phase, preview, progress, appliedAt, finishedAt).apply(now);
    }

    /** Requests no page of a contract change, because the engine applies it without a request. */
    private Change<Migration, SlaMigrationEvent> apply(Instant now) {
        if (phase != Phase.PREVIEWED) return unchanged(now);
        var all = IntStream.range(0, preview.pages).boxed().toList();
        return with(Phase.APPLYING, isContractChange() ? appliedAt : now, null,
                new ApplyProgress(isContractChange() ? preview.pages : 0, all, 0, 0)).due(now);
    }

    /** Schedules the next check, because no step is possible yet. */
    Change<Migration, SlaMigrationEvent> postpone(Instant now) {
        return with(phase, appliedAt, finishedAt, progress.rotated())
                .unchanged(now.plus(POLL_INTERVAL).plus(POLL_DELAY_PER_PAGE.multipliedBy(progress.awaited().size())));
    }

    Change<Migration, SlaMigrationEvent> pageRequested(int page, Instant now) {
        return phase == Phase.APPLYING && page == progress.requested()
                ? with(phase, appliedAt, null, progress.pageRequested()).due(now)
                : unchanged(now);
    }

    /**
     * Counts a page whose tickets have all answered.
     *
     * @param done number of tickets that have moved to the target
     * @param skipped number of the other tickets
     */
    Change<Migration, SlaMigrationEvent> pageAnswered(int page, int done, int skipped, Instant now) {
        if (phase != Phase.APPLYING || !progress.awaited().contains(page)) return unchanged(now);
        var newProgress = progress.pageAnswered(page, done, skipped);
        return newProgress.awaited().isEmpty()
                ? with(Phase.APPLIED, appliedAt, now, newProgress).due(null)
                : with(phase, appliedAt, null, newProgress).due(now);
    }

    private Migration with(Phase newPhase, @Nullable Instant newAppliedAt, @Nullable Instant newFinishedAt,
            ApplyProgress newProgress) {
        return new Migration(id, kind, request, newPhase, preview, newProgress, newAppliedAt, newFinishedAt);
    }
}
