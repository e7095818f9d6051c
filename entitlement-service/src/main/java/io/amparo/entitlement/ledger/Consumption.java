package io.amparo.entitlement.ledger;

import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.events.entitlement.EntitlementEvent.HoursBooked;
import io.amparo.events.entitlement.EntitlementEvent.IncidentCommitted;
import io.amparo.events.entitlement.EntitlementEvent.IncidentRefunded;
import io.amparo.events.entitlement.EntitlementEvent.IncidentReserved;
import io.amparo.events.entitlement.EntitlementEvent.UnitsBooked;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one ticket or order takes from lots. It decides, and the lots follow: a guarded write of this document reserves, consumes
 * or gives back once, and its pending steps then become entries of the lots, each at most once. So a ticket consumes once and is
 * refunded once, over any number of lots, retries and crashes. It is due when it has unfinished work, and when its ticket has not
 * appeared in time.
 *
 * @param packageCode code of the package of units; null for other kinds
 * @param ticket as {@link EntryNote#ticket}
 * @param round number of the attempt; a ticket whose reservation ended may reserve anew
 * @param growth what is being reserved; null if nothing is
 * @param parts what it has reserved and consumed
 * @param pending steps that the lots have to follow
 * @param expiresAt when the reservation ends if no ticket has appeared; null for never
 */
record Consumption(String id, String customerId, LotKind kind, @Nullable String packageCode, @Nullable String ticket,
        Status status, int round, @Nullable Growth growth, List<Part> parts, List<Step> pending, @Nullable Instant expiresAt) {
    /** Reservations of one ticket: those of its estimates and overages, in each of their lots. */
    static final int MAX_PARTS = 100;
    /** After a crash, the ticker completes unfinished work; before, the request itself does. */
    static final Duration WORK_TIMEOUT = Duration.ofSeconds(30);

    enum Status {
        RESERVED, COMMITTED, ENDED
    }

    /**
     * What to reserve.
     *
     * @param id the same on every retry
     * @param expiresAt when the reservation ends if its ticket has not appeared; null for never
     * @param isOverage whether it may exceed the balance, because that was approved
     */
    record Request(String id, int amount, @Nullable Instant expiresAt, boolean isOverage, EntryNote note) {}

    /** A reservation in progress. */
    record Growth(String operation, Request request) {}

    /**
     * What an operation has reserved in one lot, and how much was consumed.
     *
     * @param request id of the request that the operation is an attempt of
     */
    record Part(String lotId, Instant lotEndsAt, String operation, String request, int reserved, int committed) {
        boolean is(String ofLot, String ofOperation) {
            return lotId.equals(ofLot) && operation.equals(ofOperation);
        }
    }

    /**
     * An entry that a lot has to make.
     *
     * @param operation the operation whose reservation it changes
     */
    record Step(EntryKind kind, String entryId, String lotId, String operation, int amount, EntryNote note) {}

    Consumption {
        parts = List.copyOf(parts);
        pending = List.copyOf(pending);
    }

    /** Begins with nothing reserved. */
    static Consumption none(String id, String customerId, LotKind kind, @Nullable String packageCode, @Nullable String ticket) {
        return new Consumption(id, customerId, kind, packageCode, ticket, Status.RESERVED, 0, null, List.of(), List.of(), null);
    }

    private Consumption with(Status newStatus, @Nullable Growth newGrowth, List<Part> newParts, List<Step> newPending,
            @Nullable Instant newExpiresAt) {
        return new Consumption(id, customerId, kind, packageCode, ticket, newStatus, round, newGrowth, newParts, newPending,
                newExpiresAt);
    }

    /** Returns this as the base of a change, after the lots have followed all steps. */
    Consumption withoutPending() {
        return with(status, growth, parts, List.of(), expiresAt);
    }

    /** Changes nothing, but records that no step is pending. */
    Change<Consumption, EntitlementEvent> withoutEvents() {
        return new Change<>(this, List.of(), dueAt());
    }

    /**
     * Begins to reserve, unless this request was granted before or another one is in progress. A ticket whose reservation has
     * ended begins anew. Each attempt is an operation of its own.
     */
    Change<Consumption, EntitlementEvent> grow(Request request) {
        if (growth != null || grants(request.id())) return withoutEvents();
        if (parts.size() >= MAX_PARTS) throw ApiException.conflict("estimate-limit");
        var wanted = new Growth(id + "/" + (round + 1), request);
        return new Consumption(id, customerId, kind, packageCode, ticket, Status.RESERVED, round + 1, wanted,
                status == Status.ENDED ? List.of() : parts, List.of(), expiresAt).withoutEvents();
    }

    /** Takes over what a lot has reserved, as far as it is needed. Changes nothing if the operation is over. */
    Change<Consumption, EntitlementEvent> confirm(String operation, Lot lot, int amount, Instant now) {
        if (growth == null || !growth.operation().equals(operation) || has(lot.id(), operation)) return withoutEvents();
        int taken = Math.min(amount, missing());
        var part = new Part(lot.id(), lot.terms().endsAt(), operation, growth.request().id(), taken, 0);
        var all = Stream.concat(parts.stream(), Stream.of(part)).toList();
        var excess = taken == amount
                ? List.<Step>of()
                : List.of(step(EntryKind.RELEASE, part, "excess", amount - taken,
                        EntryNote.of(RefundCode.NOT_NEEDED, ticket, now)));
        if (taken < missing()) return with(status, growth, all, excess, expiresAt).withoutEvents();
        var complete = with(status, null, all, excess, growth.request().expiresAt());
        return complete.emitting(kind == LotKind.HOURS || ticket == null
                ? null
                : new IncidentReserved(ticket, customerId, complete.lotKind().name(), packageCode, complete.total(),
                        complete.lotIds(), now));
    }

    /** Ends the reservation in progress, for which the lots have too little. */
    Change<Consumption, EntitlementEvent> fail(String operation, Instant now) {
        if (growth == null || !growth.operation().equals(operation)) return withoutEvents();
        var failed = parts.stream().filter(part -> part.operation().equals(operation)).toList();
        var rest = parts.stream().filter(part -> !failed.contains(part)).toList();
        var steps = failed.stream().map(part -> step(EntryKind.RELEASE, part, "release", part.reserved(),
                EntryNote.of(RefundCode.NOT_NEEDED, ticket, now))).toList();
        return with(rest.isEmpty() ? Status.ENDED : status, null, rest, steps, expiresAt).withoutEvents();
    }

    /** Keeps the reservation until the ticket is opened or refused, because the ticket exists. */
    Change<Consumption, EntitlementEvent> hold() {
        return with(status, growth, parts, List.of(), null).withoutEvents();
    }

    /** Consumes all that is reserved. */
    Change<Consumption, EntitlementEvent> commit(Instant now) {
        if (status != Status.RESERVED || growth != null || ticket == null) return withoutEvents();
        var steps = parts.stream()
                .map(part -> step(EntryKind.COMMIT, part, "commit", part.reserved(), EntryNote.automatic(ticket, now))).toList();
        var committed = parts.stream().map(part -> consumed(part, part.reserved())).toList();
        return with(Status.COMMITTED, null, committed, steps, null)
                .emitting(new IncidentCommitted(ticket, customerId, lotKind().name(), packageCode, total(), lotIds(), now));
    }

    /** Gives back all that is reserved or consumed. */
    Change<Consumption, EntitlementEvent> end(RefundCode code, @Nullable String reason, @Nullable String by, Instant now) {
        if (status == Status.ENDED || growth != null) return withoutEvents();
        boolean wasCommitted = status == Status.COMMITTED;
        var note = new EntryNote(ticket, by, code, reason, null, now);
        var steps = parts.stream()
                .map(part -> wasCommitted
                        ? step(EntryKind.REFUND, part, "refund", part.committed(), note)
                        : step(EntryKind.RELEASE, part, "release", part.reserved(), note))
                .toList();
        return with(Status.ENDED, null, parts, steps, null).emitting(kind == LotKind.HOURS || ticket == null
                ? null
                : new IncidentRefunded(ticket, customerId, lotKind().name(), packageCode, total(), lotIds(), wasCommitted,
                        code.name(), reason, by, now));
    }

    /**
     * Consumes a part of what is reserved, from the lot that expires first, but nothing of a reservation in progress.
     *
     * @param amount minutes or units
     * @throws ApiException 409 if less is reserved
     */
    Change<Consumption, EntitlementEvent> book(String bookingId, int amount, EntryNote note) {
        var usable = parts.stream().filter(part -> growth == null || !part.operation().equals(growth.operation()))
                .sorted(Comparator.comparing(Part::lotEndsAt)).toList();
        if (amount > usable.stream().mapToInt(Part::reserved).sum()) throw ApiException.conflict("estimate-exceeded");
        var steps = new ArrayList<Step>();
        var after = new ArrayList<>(parts);
        int rest = amount;
        for (var part : usable) {
            int taken = Math.min(rest, part.reserved());
            if (taken == 0) continue;
            // The first one has the id of the booking alone, by which a retry finds it.
            var entryId = steps.isEmpty() ? bookingId : bookingId + "/" + steps.size();
            steps.add(new Step(EntryKind.COMMIT, entryId, part.lotId(), part.operation(), taken, note));
            after.set(parts.indexOf(part), consumed(part, taken));
            rest -= taken;
        }
        return with(status, growth, after, steps, null).emitting(packageCode == null
                ? new HoursBooked(bookingId, customerId, ticket, amount, note.worked() == null ? amount : note.worked(),
                        note.reason(), note.by(), note.at())
                : new UnitsBooked(bookingId, customerId, packageCode, note.ticket(), amount, note.reason(), note.by(),
                        note.at()));
    }

    /** Gives back what is still reserved, but nothing of a reservation in progress. */
    Change<Consumption, EntitlementEvent> releaseRest(Instant now) {
        var note = EntryNote.of(RefundCode.NOT_NEEDED, ticket, now);
        var rest = parts.stream()
                .filter(part -> part.reserved() > 0 && (growth == null || !part.operation().equals(growth.operation()))).toList();
        var steps = rest.stream().map(part -> step(EntryKind.RELEASE, part, "rest", part.reserved(), note)).toList();
        var after = parts.stream()
                .map(part -> rest.contains(part)
                        ? new Part(part.lotId(), part.lotEndsAt(), part.operation(), part.request(), 0, part.committed())
                        : part)
                .toList();
        return with(status, growth, after, steps, expiresAt).withoutEvents();
    }

    private static Part consumed(Part part, int amount) {
        return new Part(part.lotId(), part.lotEndsAt(), part.operation(), part.request(), part.reserved() - amount,
                part.committed() + amount);
    }

    private Step step(EntryKind entryKind, Part part, String verb, int amount, EntryNote note) {
        return new Step(entryKind, "%s/%s".formatted(part.operation(), verb), part.lotId(), part.operation(), amount, note);
    }

    private Change<Consumption, EntitlementEvent> emitting(@Nullable EntitlementEvent event) {
        return new Change<>(this, event == null ? List.of() : List.of(event), dueAt());
    }

    private @Nullable Instant dueAt() {
        if (!pending.isEmpty()) return pending.getFirst().note().at().plus(WORK_TIMEOUT);
        return growth == null ? expiresAt : growth.request().note().at().plus(WORK_TIMEOUT);
    }

    /** Whether a request has reserved all that it needed. */
    boolean grants(String request) {
        return status != Status.ENDED && (growth == null || !growth.request().id().equals(request))
                && parts.stream().anyMatch(part -> part.request().equals(request));
    }

    boolean hasReserved() {
        return parts.stream().anyMatch(part -> part.reserved() > 0);
    }

    /** Whether both are of the same ticket and take the same from lots of the same customer. */
    boolean isLike(Consumption other) {
        return customerId.equals(other.customerId) && kind == other.kind && Objects.equals(packageCode, other.packageCode);
    }

    /** Returns what had been reserved when the reservation ended before its ticket was opened; 0 otherwise. */
    int endedReservation() {
        return status == Status.ENDED ? parts.stream().mapToInt(Part::reserved).sum() : 0;
    }

    /**
     * Whether a reservation of a lot belongs to this. One that a stalled attempt has made anew, after the first was consumed or
     * given back, does not.
     */
    boolean holds(String lotId, String operation) {
        return status != Status.ENDED && parts.stream().anyMatch(part -> part.is(lotId, operation) && part.reserved() > 0);
    }

    /** Whether it has taken over what the operation reserved in a lot, also if that is consumed or given back by now. */
    boolean has(String lotId, String operation) {
        return parts.stream().anyMatch(part -> part.is(lotId, operation));
    }

    /** Returns what the reservation in progress still needs. */
    int missing() {
        var wanted = growth;
        return wanted == null
                ? 0
                : wanted.request().amount() - parts.stream().filter(part -> part.operation().equals(wanted.operation()))
                        .mapToInt(Part::reserved).sum();
    }

    /** Returns the kind of the lots that it took from: an incident that may be included or paid takes one of them. */
    LotKind lotKind() {
        return !parts.isEmpty() && parts.stream().allMatch(part -> IncludedIncidents.isIncluded(part.lotId()))
                ? LotKind.INCLUDED
                : kind;
    }

    /** Returns what it has reserved or consumed; for one that has ended, what that was. */
    int total() {
        return parts.stream().mapToInt(part -> part.reserved() + part.committed()).sum();
    }

    List<String> lotIds() {
        return parts.stream().sorted(Comparator.comparing(Part::lotEndsAt)).map(Part::lotId).distinct().toList();
    }
}
