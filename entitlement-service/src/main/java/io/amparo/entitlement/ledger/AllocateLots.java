package io.amparo.entitlement.ledger;

import io.amparo.entitlement.ledger.Consumption.Growth;
import io.amparo.entitlement.ledger.Consumption.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Takes what a consumption needs from the lots that expire first. A lot that another request has emptied is skipped and not tried
 * a second time, so the number of attempts is limited by the number of lots. Of lots that expire together it chooses at random,
 * so that concurrent requests do not queue for the same one.
 */
final class AllocateLots {
    /** Lots that one query returns. */
    static final int PAGE_SIZE = 100;
    /** Queries of one request; each follows when all lots of the query before were empty. */
    private static final int MAX_PAGES = 200;
    private static final int MAX_ATTEMPTS = 10;
    /** A reservation that its consumption does not know after this time is released. */
    static final Duration CHECK_AFTER = Duration.ofMinutes(15);

    private final Lots lots;
    private final Consumptions consumptions;
    private final Clock clock;

    AllocateLots(Lots lots, Consumptions consumptions, Clock clock) {
        this.lots = lots;
        this.consumptions = consumptions;
        this.clock = clock;
    }

    /**
     * Reserves for a request, once.
     *
     * @param none the consumption with nothing reserved, in case it does not exist
     * @return false if the lots have too little; then nothing stays reserved
     */
    boolean allocate(Consumption none, Request request) {
        boolean isNew = consumptions.find(none.id()).isEmpty();
        var candidates = isNew ? candidates(none, request) : List.<Lot>of();
        if (isNew && candidates.isEmpty()) {
            // A request without a chance stores nothing. A repeat that has taken the last lot has inserted the consumption
            // before.
            if (consumptions.find(none.id()).isEmpty()) return false;
            isNew = false;
        }
        isNew = isNew && consumptions.insert(none.id(), "begin", none.grow(request));
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            boolean isResumed = !isNew || attempt > 1;
            var begun = isResumed
                    ? consumptions.change(none.id(), current -> current.grow(request))
                    : consumptions.findSince(none.id(), 1).orElseThrow().state();
            if (begun.grants(request.id())) return true;
            var growth = begun.growth();
            var completed = isResumed || growth == null ? complete(begun) : reserve(begun, growth, candidates);
            if (completed.grants(request.id())) return true;
            // Otherwise another request of the consumption was in progress, and is completed now.
            if (growth == null || growth.request().id().equals(request.id())) return false;
        }
        throw new ConcurrentModificationException("Consumption " + none.id() + " has too many requests at the same time");
    }

    /**
     * Completes the reservation that another request may have begun, or ends it because the lots have too little. The caller
     * finds the outcome in the returned consumption.
     */
    Consumption complete(Consumption begun) {
        var growth = begun.growth();
        return growth == null ? begun : reserve(adopt(begun, growth), growth, List.of());
    }

    /** @param first the lots to try first, which may be outdated; empty if they have to be read */
    private Consumption reserve(Consumption begun, Growth growth, List<Lot> first) {
        var consumption = begun;
        var tried = new HashSet<String>();
        for (int page = 0; page < MAX_PAGES; page++) {
            if (!isInProgress(consumption, growth)) return consumption;
            var candidates = page == 0 && !first.isEmpty() ? first : candidates(consumption, growth.request());
            if (candidates.stream().allMatch(lot -> tried.contains(lot.id()))) {
                // A repeat of the request may hold the last lot, and not have recorded it yet.
                var adopted = adopt(consumption, growth);
                if (isInProgress(adopted, growth) && adopted.missing() >= consumption.missing())
                    return consumptions.change(begun.id(), current -> current.fail(growth.operation(), clock.instant()));
                consumption = adopted;
            } else
                consumption = reserveFrom(consumption, growth, candidates, tried);
        }
        throw new ConcurrentModificationException("Consumption " + begun.id() + " found no lot in " + MAX_PAGES + " pages");
    }

    private Consumption reserveFrom(Consumption begun, Growth growth, List<Lot> candidates, Set<String> tried) {
        var consumption = begun;
        for (var lot : candidates) {
            if (!isInProgress(consumption, growth)) return consumption;
            if (tried.add(lot.id())) consumption = reserveFrom(consumption, growth, lot);
        }
        return consumption;
    }

    private Consumption reserveFrom(Consumption consumption, Growth growth, Lot lot) {
        try {
            var now = clock.instant();
            var note = growth.request().note().at().equals(now) ? growth.request().note() : at(growth, now);
            // A repeat is noticed by the open reservation, so the causes need not be the same.
            var reserved = lots.change(lot.id(), growth.operation() + "/" + UUID.randomUUID(),
                    current -> growth.request().isOverage()
                            ? current.approveOverage(consumption.id(), growth.operation(), consumption.missing(),
                                    now.plus(CHECK_AFTER), note)
                            : current.reserve(consumption.id(), growth.operation(), consumption.missing(), now.plus(CHECK_AFTER),
                                    note));
            return confirm(consumption, growth, reserved);
        } catch (LotExhaustedException exhausted) {
            return consumption;
        }
    }

    private static EntryNote at(Growth growth, Instant now) {
        var note = growth.request().note();
        return new EntryNote(note.ticket(), note.by(), note.code(), note.reason(), note.worked(), now);
    }

    private Consumption confirm(Consumption consumption, Growth growth, Lot lot) {
        var open = lot.reservation(consumption.id(), growth.operation());
        if (open.isEmpty()) return consumptions.find(consumption.id()).orElseThrow().state();
        var confirmed = consumptions.change(consumption.id(),
                current -> current.confirm(growth.operation(), lot, open.get().amount(), clock.instant()));
        if (!confirmed.holds(lot.id(), growth.operation())) release(confirmed, growth.operation(), lot.id());
        return confirmed;
    }

    private void release(Consumption consumption, String operation, String lotId) {
        lots.change(lotId, operation + "/" + UUID.randomUUID(),
                lot -> lot.releaseUnknown(consumption.id(), operation, clock.instant()));
    }

    /** Takes over what lots have reserved before a crash. */
    private Consumption adopt(Consumption begun, Growth growth) {
        var consumption = begun;
        for (var lot : lots.reservedBy(growth.operation(), PAGE_SIZE))
            if (!consumption.has(lot.id(), growth.operation())) consumption = confirm(consumption, growth, lot);
        return consumption;
    }

    /**
     * Checks a reservation of a lot: keeps it if its consumption knows it, otherwise releases it. Repeating is safe: an operation
     * that is over never takes a reservation over.
     */
    void check(String lotId, Lot.OpenReservation open) {
        // Pending steps of an operation that is over must not find that its reservation is gone.
        var found = consumptions.find(open.consumption()).map(each -> consumptions.applyPending(each.state()));
        var consumption = found.filter(each -> isOf(each, open.operation())).map(each -> complete(each)).or(() -> found);
        if (consumption.filter(each -> each.holds(lotId, open.operation())).isPresent())
            lots.change(lotId, "check/" + UUID.randomUUID(), lot -> lot.confirm(open.consumption(), open.operation()));
        else
            lots.change(lotId, "check/" + UUID.randomUUID(),
                    lot -> lot.releaseUnknown(open.consumption(), open.operation(), clock.instant()));
    }

    private static boolean isOf(Consumption consumption, String operation) {
        return Optional.ofNullable(consumption.growth()).filter(growth -> growth.operation().equals(operation)).isPresent();
    }

    private static boolean isInProgress(Consumption consumption, Growth growth) {
        return isOf(consumption, growth.operation());
    }

    /** Returns the lots that expire first; overage belongs to the lot that expires last. */
    private List<Lot> candidates(Consumption consumption, Request request) {
        if (!request.isOverage()) return available(consumption, PAGE_SIZE);
        var now = clock.instant();
        return lots.latest(consumption.customerId(), consumption.kind(), consumption.packageCode(), PAGE_SIZE).stream()
                .filter(lot -> lot.isUsableAt(now)).limit(1).toList();
    }

    private List<Lot> available(Consumption consumption, int limit) {
        var found = new ArrayList<>(
                lots.available(consumption.customerId(), consumption.kind(), consumption.packageCode(), clock.instant(), limit));
        Collections.shuffle(found);
        // What the edition includes is used before what was paid.
        found.sort(Comparator.<Lot, Boolean>comparing(lot -> lot.terms().kind() != LotKind.INCLUDED)
                .thenComparing(lot -> lot.terms().endsAt()));
        return found;
    }
}
