package io.amparo.entitlement.ledger;

import static io.amparo.entitlement.ledger.EntryKind.ADJUST;
import static io.amparo.entitlement.ledger.EntryKind.COMMIT;
import static io.amparo.entitlement.ledger.EntryKind.EXPIRE;
import static io.amparo.entitlement.ledger.EntryKind.OVERAGE;
import static io.amparo.entitlement.ledger.EntryKind.PURCHASE;
import static io.amparo.entitlement.ledger.EntryKind.REFUND;
import static io.amparo.entitlement.ledger.EntryKind.RELEASE;
import static io.amparo.entitlement.ledger.EntryKind.RESERVE;

import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.events.entitlement.EntitlementEvent.LotWarned;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A lot: one paid single incident, included incidents, units of a package, or minutes of consultancy. Its balance is the sum of
 * its entries and never below zero without approved overage. It holds only open reservations and the entries of its last change;
 * the others are documents of their own ({@link LotEntries}). It is due when a reservation has to be checked, and when its rest
 * expires.
 *
 * @param granted what the customer has got with this lot: the purchase and its adjustments
 * @param reserved what open reservations hold; it is not part of the balance
 * @param overage how far the balance may be below zero
 * @param size number of entries
 * @param changedAt instant of the last entry; no later entry has an earlier one
 * @param newest entries of the last change
 * @param warned warnings that were emitted or skipped, in percent
 */
public record Lot(String id, LotTerms terms, int granted, int balance, int reserved, int overage, int size, Instant changedAt,
        List<OpenReservation> reservations, List<LotEntry> newest, List<Integer> warned) {
    /** Open reservations of one lot; each is a ticket or estimate in progress. */
    static final int MAX_RESERVATIONS = 500;
    private static final List<Integer> WARNINGS = List.of(25, 10, 0);

    public Lot {
        reservations = List.copyOf(reservations);
        newest = List.copyOf(newest);
        warned = List.copyOf(warned);
    }

    /**
     * A reservation that is not consumed yet.
     *
     * @param consumption id of the consumption that it belongs to
     * @param operation the operation of the consumption that has reserved it
     * @param checkAt when to check that the consumption knows it; null if it was checked
     */
    public record OpenReservation(String consumption, String operation, int amount, @Nullable Instant checkAt) {
        boolean is(String ofConsumption, String ofOperation) {
            return consumption.equals(ofConsumption) && operation.equals(ofOperation);
        }
    }

    /** Opens a lot with its purchase. */
    static Change<Lot, EntitlementEvent> purchase(String id, LotTerms terms, int amount, EntryNote note) {
        if (amount < 1) throw new IllegalArgumentException("A lot needs an amount: " + amount);
        return new Lot(id, terms, amount, 0, 0, 0, 0, note.at(), List.of(), List.of(), List.of())
                .append(PURCHASE, "purchase", amount, 0, 0, note).withoutWarning();
    }

    /** Returns the lot as the base of a change, whose entries are then the newest. */
    Lot withoutNewest() {
        return new Lot(id, terms, granted, balance, reserved, overage, size, changedAt, reservations, List.of(), warned);
    }

    /** Changes nothing. The write proves that a majority has what was read. */
    Change<Lot, EntitlementEvent> unchanged() {
        return withoutWarning();
    }

    /**
     * Reserves at most an amount. A repeat for the same operation changes nothing.
     *
     * @param checkAt when to check that the consumption knows this reservation
     * @throws LotExhaustedException if nothing is left, or the lot cannot be used now
     */
    Change<Lot, EntitlementEvent> reserve(String consumption, String operation, int atMost, Instant checkAt, EntryNote note) {
        if (reservation(consumption, operation).isPresent()) return unchanged();
        if (balance < 1 || !isUsableAt(note.at()) || reservations.size() >= MAX_RESERVATIONS) throw new LotExhaustedException(id);
        return reserved(consumption, operation, Math.min(balance, atMost), checkAt, note).warnedAt(note.at());
    }

    /** Approves overage and reserves it for the operation, so that nothing else can use it. */
    Change<Lot, EntitlementEvent> approveOverage(String consumption, String operation, int amount, Instant checkAt,
            EntryNote note) {
        if (reservation(consumption, operation).isPresent()) return unchanged();
        if (reservations.size() >= MAX_RESERVATIONS) throw new LotExhaustedException(id);
        return append(OVERAGE, operation, 0, 0, amount, note).reserved(consumption, operation, amount, checkAt, note)
                .warnedAt(note.at());
    }

    private Lot reserved(String consumption, String operation, int amount, Instant checkAt, EntryNote note) {
        var open = new OpenReservation(consumption, operation, amount, checkAt);
        return append(RESERVE, operation + "/" + (size + 1), -amount, amount, 0, note)
                .withReservations(Stream.concat(reservations.stream(), Stream.of(open)).toList());
    }

    /** Consumes an amount of a reservation. */
    Change<Lot, EntitlementEvent> commit(String consumption, String operation, String entryId, int amount, EntryNote note) {
        return append(COMMIT, entryId, 0, -amount, 0, note).withReservations(reduced(consumption, operation, amount))
                .withoutWarning();
    }

    /** Gives back an amount of a reservation. */
    Change<Lot, EntitlementEvent> release(String consumption, String operation, String entryId, int amount, EntryNote note) {
        return append(RELEASE, entryId, amount, -amount, 0, note).withReservations(reduced(consumption, operation, amount))
                .withoutWarning();
    }

    /** Gives back a reservation that its consumption does not know. Without it, changes nothing. */
    Change<Lot, EntitlementEvent> releaseUnknown(String consumption, String operation, Instant now) {
        return reservation(consumption, operation).map(open -> release(consumption, operation,
                operation + "/unneeded/" + (size + 1), open.amount(), EntryNote.of(RefundCode.NOT_NEEDED, null, now)))
                .orElseGet(this::unchanged);
    }

    /** Gives back an amount that was consumed. */
    Change<Lot, EntitlementEvent> refund(String entryId, int amount, EntryNote note) {
        return append(REFUND, entryId, amount, 0, 0, note).withoutWarning();
    }

    /**
     * Corrects the balance.
     *
     * @throws ApiException 409 if the balance would be below zero
     */
    Change<Lot, EntitlementEvent> adjust(String entryId, int amount, EntryNote note) {
        if (amount < 0 && balance + amount < 0) throw ApiException.conflict("balance-too-low");
        var adjusted = append(ADJUST, entryId, amount, 0, 0, note);
        return new Lot(id, terms, Math.max(0, granted + amount), adjusted.balance, reserved, overage, adjusted.size,
                adjusted.changedAt, reservations, adjusted.newest, warned).warnedAt(note.at());
    }

    /** Changes the days on which it can be used; what has expired stays so. */
    Change<Lot, EntitlementEvent> redate(LotTerms changed) {
        return new Lot(id, changed, granted, balance, reserved, overage, size, changedAt, reservations, List.of(), warned)
                .withoutWarning();
    }

    /** Lets what is left expire after the last day. What is reserved stays reserved. */
    Change<Lot, EntitlementEvent> expire(Instant now) {
        if (balance < 1 || now.isBefore(terms.endsAt())) return unchanged();
        return append(EXPIRE, "expiry/" + (size + 1), -balance, 0, 0, EntryNote.automatic(null, now)).withoutWarning();
    }

    /** Records that the consumption knows its reservation. */
    Change<Lot, EntitlementEvent> confirm(String consumption, String operation) {
        return withReservations(reservations.stream().map(
                open -> open.is(consumption, operation) ? new OpenReservation(consumption, operation, open.amount(), null) : open)
                .toList()).withoutWarning();
    }

    private List<OpenReservation> reduced(String consumption, String operation, int amount) {
        var open = reservation(consumption, operation).orElseThrow(
                () -> new IllegalStateException("Lot " + id + " has no reservation of " + operation + " for " + consumption));
        if (amount < 1 || amount > open.amount())
            throw new IllegalStateException(
                    "Lot " + id + " has reserved " + open.amount() + " for " + operation + ", not " + amount);
        var rest = new OpenReservation(consumption, operation, open.amount() - amount, open.checkAt());
        return reservations.stream().map(each -> each == open ? rest : each).filter(each -> each.amount() > 0).toList();
    }

    private Lot append(EntryKind kind, String entryId, int amount, int reservedAmount, int overageAmount, EntryNote note) {
        var entry = new LotEntry(size + 1, entryId, kind, amount, reservedAmount, overageAmount, balance + amount,
                note.notBefore(changedAt));
        return new Lot(id, terms, granted, entry.balance(), reserved + reservedAmount, overage + overageAmount, size + 1,
                entry.note().at(), reservations, Stream.concat(newest.stream(), Stream.of(entry)).toList(), warned);
    }

    private Lot withReservations(List<OpenReservation> open) {
        return new Lot(id, terms, granted, balance, reserved, overage, size, changedAt, open, newest, warned);
    }

    private Change<Lot, EntitlementEvent> withoutWarning() {
        return new Change<>(this, List.of(), dueAt());
    }

    /** Emits the lowest warning that the balance has reached for the first time, and skips the higher ones. */
    private Change<Lot, EntitlementEvent> warnedAt(Instant at) {
        var reached = WARNINGS.stream().filter(percent -> terms.kind() != LotKind.VOUCHER
                && balance * 100L <= (long) percent * granted && !warned.contains(percent)).toList();
        if (reached.isEmpty()) return withoutWarning();
        var all = new ArrayList<>(warned);
        all.addAll(reached);
        var after = new Lot(id, terms, granted, balance, reserved, overage, size, changedAt, reservations, newest, all);
        var event = new LotWarned(id, terms.customerId(), terms.kind().name(), terms.packageCode(), reached.getLast(), balance,
                granted, terms.validTo(), at);
        return new Change<>(after, List.of(event), dueAt());
    }

    private @Nullable Instant dueAt() {
        return Stream.concat(reservations.stream().map(OpenReservation::checkAt), Stream.of(balance > 0 ? terms.endsAt() : null))
                .filter(Objects::nonNull).min(Instant::compareTo).orElse(null);
    }

    Optional<OpenReservation> reservation(String consumption, String operation) {
        return reservations.stream().filter(open -> open.is(consumption, operation)).findFirst();
    }

    public boolean isUsableAt(Instant instant) {
        return !instant.isBefore(terms.startsAt()) && instant.isBefore(terms.endsAt());
    }
}
