package io.amparo.sla.engine;

import io.amparo.events.Event;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.slamigration.SlaMigrationEvent.SlaRescheduleRequested;
import io.amparo.platform.Adapter;
import io.amparo.platform.ReadsEvents;
import io.amparo.sla.clock.TicketState;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.MissingTermFacts;
import io.amparo.sla.ledger.PolicySwitchCodec;
import io.amparo.sla.ledger.SwitchOutcome;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFact.SupportEndChanged;
import io.amparo.sla.ledger.TicketFact.TermFact;
import io.amparo.sla.ledger.TicketFactMapper;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a ticket: completes its ledger with the terms that apply, emits what has fallen due, and schedules the next alarm.
 */
@Adapter
@ReadsEvents
final class TicketEvaluator {
    private final KeyValueStore<String, byte[]> watches;
    private final AlarmStateStore alarms;
    private final OpenTicketIndex openTickets;
    private final TermsStateStore terms;
    private final PolicyStateStore policies;
    private final SlaEventForwarder forwarder;
    private final WakeUpTimer wakeUp;

    TicketEvaluator(KeyValueStore<String, byte[]> watches, AlarmStateStore alarms, OpenTicketIndex openTickets,
            TermsStateStore terms, PolicyStateStore policies, SlaEventForwarder forwarder, WakeUpTimer wakeUp) {
        this.watches = watches;
        this.alarms = alarms;
        this.openTickets = openTickets;
        this.terms = terms;
        this.policies = policies;
        this.forwarder = forwarder;
        this.wakeUp = wakeUp;
    }

    /**
     * Decides first, then stores, then forwards: a failed decision leaves no trace in the stores.
     *
     * @param recorded facts that the ledger already contains and no ticket event carries; the last one switches the ticket
     * @param event the event that is processed; null for an alarm
     */
    List<OutgoingSlaEvent> evaluate(TicketWatch watch, List<TicketFact> recorded, Instant now, @Nullable Event event) {
        var ticketId = watch.ledger().ticketId();
        var added = missing(watch, recorded.isEmpty() ? null : recorded.getLast());
        var advance = watch.with(added.facts()).advance(policies, now);
        var wakeUpAt = advance.watch().wakeUpAt();
        if (!added.complete() && (wakeUpAt == null || wakeUpAt.isAfter(now.plus(TicketWatch.RETRY_DELAY))))
            wakeUpAt = now.plus(TicketWatch.RETRY_DELAY);
        var ledger = advance.watch().ledger();
        var cause = event == null ? causeOfAlarm(watch, added) : EventCause.of(event);
        var termsChanged = SlaEventForwarder.termsChanged(ledger,
                Stream.concat(recorded.stream(), added.facts().stream()).toList(), watch.emittedEdges().isEmpty(), policies, now);
        int published = advance.events().size() + (termsChanged == null ? 0 : 1);
        // Encode before the first write: encoding fails if the ledger exceeds its size limit.
        var encoded = TicketWatchCodec.encode(advance.watch().wakingAt(wakeUpAt).withPublished(published).causedBy(cause),
                WatchLimits.maxBytes(event));
        watches.put(ticketId, encoded);
        alarms.move(watch.wakeUpAt(), wakeUpAt, ticketId);
        if (wakeUpAt != null) wakeUp.schedule(wakeUpAt);
        long sequence = watch.emittedEdges().eventCount();
        var supportCause = causeOfSupportEnd(ledger).orElse(cause);
        if (termsChanged != null)
            forwarder.forward(termsChanged, ledger.facts().size(), ++sequence, now,
                    event == null && isOnlySupportEnd(added) ? supportCause : cause);
        for (var emitted : advance.events())
            forwarder.forward(emitted, ticketId, ++sequence, now, isEndOfLife(emitted) ? supportCause : cause);
        return advance.events();
    }

    private static boolean isEndOfLife(OutgoingSlaEvent emitted) {
        return emitted.event() instanceof SlaCancelled cancelled && cancelled.code().equals(TicketState.END_OF_LIFE);
    }

    private static boolean isOnlySupportEnd(MissingTermFacts added) {
        return added.facts().stream().allMatch(fact -> fact instanceof SupportEndChanged);
    }

    /** Returns the change of the contract or product that set the end of support; empty if a migration set it. */
    private Optional<EventCause> causeOfSupportEnd(Ledger ledger) {
        var outcome = ledger.last(SupportEndChanged.class).flatMap(end -> SwitchOutcome.of(end, ledger.customerId()));
        if (outcome.isEmpty()) return terms.supportChangeOf(ledger.product());
        return outcome.get().isContractChange() ? terms.changeOf(ledger.customerId()) : Optional.empty();
    }

    /** Terms of the contract follow from its change, all other edges from the event that set the clocks. */
    private @Nullable EventCause causeOfAlarm(TicketWatch watch, MissingTermFacts added) {
        boolean contractChanged = !isOnlySupportEnd(added);
        return contractChanged ? terms.changeOf(watch.ledger().customerId()).orElse(watch.cause()) : watch.cause();
    }

    /** @param switchFact the fact by which a migration switches the ticket; null for none */
    private MissingTermFacts missing(TicketWatch watch, @Nullable TicketFact switchFact) {
        var ledger = watch.ledger();
        var product = ledger.product();
        // The promise at the opening must equal a quote given now, so the product is refreshed first.
        if (watch.emittedEdges().isEmpty() && terms.refresh(product)) wakeUpAll(openTickets.ofProduct(product));
        var supportPeriod = terms.supportPeriod(product).orElse(null);
        var customer = terms.customer(ledger.customerId()).orElse(null);
        // A ticket whose clocks cannot be computed yet has no emitted edge, but may already have the terms of today.
        if (!watch.emittedEdges().isEmpty()
                || ledger.facts().stream().anyMatch(fact -> fact instanceof TermFact && !TicketFactMapper.isOpeningFact(fact)))
            return MissingTermFacts.find(ledger, customer, supportPeriod, policies, false, switchFact);
        // First the terms at the opening, then the changes since.
        var customerAtOpening = terms.customer(ledger.customerId(), ledger.opened().at()).orElse(null);
        var opening = MissingTermFacts.find(ledger, customerAtOpening, supportPeriod, policies, true);
        return customerAtOpening == customer || !opening.complete()
                ? opening
                : opening.andThen(MissingTermFacts.find(ledger.with(opening.facts()), customer, supportPeriod, policies, false));
    }

    /** Applies a request of a migration. A ticket without a watch has nothing to switch. */
    void reschedule(Event event, SlaRescheduleRequested request) {
        var stored = watches.get(request.ticketId());
        if (stored == null) return;
        var watch = TicketWatchCodec.decode(stored);
        // A contract change in the meantime is not part of the migration.
        var missingBefore = missing(watch, null).facts();
        var ledger = watch.ledger().with(missingBefore);
        PolicySwitchCodec.decode(request.term(), request.from(), request.to())
                .factFor(ledger, terms.customer(ledger.customerId()).map(Customer::terms).orElse(null),
                        SwitchOutcome.causeOf(request.migrationId()), request.at(), request.by(), request.reason())
                .ifPresent(fact -> {
                    var recorded = Stream.concat(missingBefore.stream(), Stream.of(fact)).toList();
                    evaluate(watch.with(recorded), recorded, fact.at(), event);
                });
    }

    /** Schedules an alarm per ticket, because all tickets may exceed one transaction. */
    void wakeUpAll(List<String> ticketIds) {
        var now = wakeUp.now();
        for (var ticketId : ticketIds) alarms.scheduleExtra(now, ticketId);
        if (!ticketIds.isEmpty()) wakeUp.schedule(now);
    }
}
