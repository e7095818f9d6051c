package io.amparo.sla.engine;

import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.UnreadableEventException;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.slamigration.SlaMigrationEvent.SlaRescheduleRequested;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.platform.Adapter;
import io.amparo.platform.ReadsEvents;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.customer.CustomerEventsConsumer;
import io.amparo.sla.engine.AlarmStateStore.Alarm;
import io.amparo.sla.ledger.FactCodec;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.MissingTermFacts;
import io.amparo.sla.ledger.SwitchOutcome;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFact.TermFact;
import io.amparo.sla.ledger.TicketFactMapper;
import io.amparo.sla.product.ProductEventsConsumer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only processor of the SLA engine. It stores a watch per ticket and fires the alarms that are due. Edges are computed for
 * the time of the record or of the punctuation, never by a clock of its own; {@link TicketWatch} decides which edges are due.
 */
@Adapter
@ReadsEvents
final class SlaProcessor implements Processor<byte[], byte[], byte[], SlaProcessor.OutgoingRecord> {
    private static final Logger LOG = LoggerFactory.getLogger(SlaProcessor.class);
    /** Minimum delay between wake-ups, which batches timers that fire together; maximum delay between wake-ups. */
    static final Duration MIN_DELAY = Duration.ofMillis(20), MAX_DELAY = Duration.ofSeconds(10);
    /** Delay until the next wake-up while the alarms are held. */
    private static final Duration HOLD_DELAY = Duration.ofMillis(50);
    /** Timers per punctuation; one transaction, which the broker aborts after 10 s. */
    private static final int BATCH_SIZE = 1_000;
    /** Delay until the next attempt for a ticket whose clocks cannot be computed. */
    private static final Duration ERROR_RETRY_DELAY = Duration.ofMinutes(1);

    /** A value and its topic: an SLA event, or the bytes of a record that cannot be processed. */
    record OutgoingRecord(byte[] value, String topic) {}

    private final EventCodec codec;
    private final Tzdata tzdata;
    private final MeterRegistry meters;
    private final Timer timerRuns, fireDelay;
    private final AtomicLong openClocks;
    private final IntFunction<BooleanSupplier> backlogChecks;
    private CatchUp catchUp;
    private ProcessorContext<byte[], OutgoingRecord> context;
    private KeyValueStore<String, byte[]> watches;
    private TermsStateStore terms;
    private OpenTicketIndex openTickets;
    private DeadLetterForwarder deadLetters;
    private AlarmStateStore alarms;
    private CommitThrottle commitThrottle;
    private SlaEventForwarder forwarder;
    private @Nullable Cancellable wakeUp;
    private Instant nextWakeUpAt = Instant.MAX;
    private Instant nextProductRefreshAt = Instant.EPOCH;
    private PolicyStateStore policies;

    SlaProcessor(EventCodec codec, Tzdata tzdata, MeterRegistry meters, AtomicLong openClocks,
            IntFunction<BooleanSupplier> backlogChecks) {
        this.codec = codec;
        this.tzdata = tzdata;
        this.meters = meters;
        this.timerRuns = meters.timer("amparo.sla.timer.run");
        this.fireDelay = meters.timer("amparo.sla.fire.delay");
        this.openClocks = openClocks;
        this.backlogChecks = backlogChecks;
    }

    @Override
    public void init(ProcessorContext<byte[], OutgoingRecord> processorContext) {
        context = processorContext;
        catchUp = new CatchUp(() -> backlogChecks.apply(processorContext.taskId().partition()));
        watches = processorContext.getStateStore(SlaTopology.WATCHES);
        openTickets = new OpenTicketIndex(processorContext.getStateStore(SlaTopology.OPEN_TICKETS));
        deadLetters = new DeadLetterForwarder(processorContext, codec, meters, processorContext.getStateStore(SlaTopology.TERMS),
                openTickets);
        terms = new TermsStateStore(processorContext.getStateStore(SlaTopology.TERMS),
                processorContext.getStateStore(SlaTopology.PRODUCTS),
                contract -> CustomerEventsConsumer.customer(codec.read(ContractChanged.class, contract)),
                product -> ProductEventsConsumer.supportPeriod(codec.read(ProductChanged.class, product)), deadLetters);
        alarms = new AlarmStateStore(processorContext.getStateStore(SlaTopology.ALARMS), openClocks);
        commitThrottle = new CommitThrottle(processorContext, meters.counter("amparo.sla.commits"));
        policies = new PolicyStateStore(processorContext.getStateStore(SlaTopology.POLICIES), codec, tzdata, deadLetters);
        forwarder = new SlaEventForwarder(processorContext, codec, meters);
        scheduleWakeUp(Instant.EPOCH);
    }

    /**
     * Schedules a wake-up for the next due instant, or after the maximum delay. An idle wake-up would still be a transaction, so
     * there are no others. A wake-up that is already scheduled for an earlier instant stays.
     */
    private void scheduleWakeUp(Instant requestedAt) {
        var now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        var delay = Collections.max(List.of(MIN_DELAY, Collections.min(List.of(MAX_DELAY, Duration.between(now, requestedAt)))));
        if (wakeUp != null) {
            if (!now.plus(delay).isBefore(nextWakeUpAt)) return;
            wakeUp.cancel();
        }
        nextWakeUpAt = now.plus(delay);
        wakeUp = context.schedule(delay, PunctuationType.WALL_CLOCK_TIME,
                at -> timerRuns.record(() -> runTimers(Instant.ofEpochMilli(at))));
    }

    @Override
    public void close() {
        alarms.close();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null) return; // tombstone on a compacted topic
        try {
            var event = codec.read(record.headers(), record.value());
            // Requests of a migration do not hold the alarms: they may take long, and no reply is queued behind them.
            if (!(event.data() instanceof SlaRescheduleRequested))
                catchUp.onRecord(Instant.ofEpochMilli(record.timestamp()), Instant.ofEpochMilli(context.currentSystemTimeMs()));
            handle(event, record.value());
        } catch (UnreadableEventException e) {
            deadLetters.park(record, e);
        } catch (KafkaException e) {
            throw e; // the store or the transaction failed, not the record
        } catch (RuntimeException e) {
            deadLetters.park(record, e); // a missing field may cause any runtime exception
        }
    }

    private void handle(Event event, byte[] body) {
        switch (event.data()) {
            case ContractChanged contract -> {
                if (terms.put(contract.customerId(), event.sequence(), body))
                    wakeUpAll(openTickets.ofCustomer(contract.customerId()));
            }
            case TicketEvent ticketEvent -> handle(event, ticketEvent);
            case SlaRescheduleRequested request -> handle(event, request);
            case null, default -> { /* the engine ignores the other events of these topics */ }
        }
    }

    private void handle(Event event, TicketEvent ticketEvent) {
        var opened = TicketFactMapper.openedLedger(event);
        var facts = opened.map(Ledger::facts).orElseGet(() -> TicketFactMapper.facts(event));
        if (facts.isEmpty()) return;
        var stored = watches.get(ticketEvent.ticketId());
        if (stored == null && opened.isEmpty()) {
            if (openTickets.isParked(ticketEvent.ticketId()))
                throw new IllegalStateException("TicketOpened of ticket " + ticketEvent.ticketId() + " is a dead letter");
            return;
        }
        var watch = stored == null ? TicketWatch.of(opened.get()) : TicketWatchCodec.decode(stored);
        boolean wasActive = stored != null && watch.ledger().isActive();
        var before = watch.ledger();
        watch = watch.with(facts);
        if (stored != null && WatchLimits.ignores(ticketEvent, before, watch.ledger(), stored.length)) return;
        var events = evaluate(watch, List.of(), facts.stream().map(TicketFact::at).max(Comparator.naturalOrder()).orElseThrow(),
                event);
        if (!events.isEmpty()) commitThrottle.requestCommit();
        openTickets.update(watch.ledger(), wasActive);
    }

    /** A ticket without a watch has nothing to switch. */
    private void handle(Event event, SlaRescheduleRequested request) {
        var stored = watches.get(request.ticketId());
        if (stored == null) return;
        var watch = TicketWatchCodec.decode(stored);
        // A contract change in the meantime is not part of the migration.
        var missingBefore = missing(watch, null).facts();
        var ledger = watch.ledger().with(missingBefore);
        FactCodec.decodeSwitch(request.term(), request.from(), request.to())
                .factFor(ledger, terms.customer(ledger.customerId()).map(Customer::terms).orElse(null),
                        SwitchOutcome.causeOf(request.migrationId()), request.at(), request.by(), request.reason())
                .ifPresent(fact -> {
                    var recorded = Stream.concat(missingBefore.stream(), Stream.of(fact)).toList();
                    evaluate(watch.with(recorded), recorded, fact.at(), event);
                });
    }

    private void runTimers(Instant now) {
        wakeUp.cancel();
        wakeUp = null;
        if (catchUp.holdsAlarms(now)) {
            scheduleWakeUp(now.plus(HOLD_DELAY));
            return;
        }
        if (!now.isBefore(nextProductRefreshAt) || nextProductRefreshAt.isAfter(now.plus(MAX_DELAY))) {
            if (deadLetters.parksTableRows()) policies.refresh();
            for (var product : terms.refresh()) wakeUpAll(openTickets.ofProduct(product));
            nextProductRefreshAt = now.plus(MAX_DELAY);
        }
        var due = alarms.due(now, BATCH_SIZE);
        for (var alarm : due) fire(alarm, now);
        // While more alarms are due, firing them is as urgent as making these events readable.
        if (!due.isEmpty() && due.size() < BATCH_SIZE) commitThrottle.requestCommit();
        scheduleWakeUp(alarms.first().filter(nextProductRefreshAt::isAfter).orElse(nextProductRefreshAt));
    }

    /** Schedules an alarm per ticket, because all tickets may exceed one transaction. */
    private void wakeUpAll(List<String> ticketIds) {
        var now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        for (var ticketId : ticketIds) alarms.scheduleExtra(now, ticketId);
        if (!ticketIds.isEmpty()) scheduleWakeUp(now);
    }

    private void fire(Alarm alarm, Instant now) {
        try {
            var watch = TicketWatchCodec.decode(watches.get(alarm.ticketId()));
            if (!alarm.at().equals(watch.wakeUpAt())) alarms.clear(alarm);
            for (var event : evaluate(watch, List.of(), now, null)) fireDelay.record(Duration.between(event.at(), now));
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("SLA engine cannot compute the clocks of ticket {}; retrying in {}", alarm.ticketId(), ERROR_RETRY_DELAY,
                    e);
            alarms.clear(alarm);
            alarms.scheduleExtra(now.plus(ERROR_RETRY_DELAY), alarm.ticketId());
        }
    }

    /**
     * Decides first, then stores, then forwards: a failed decision leaves no trace in the stores.
     *
     * @param recorded facts that the ledger already contains and no ticket event carries; the last one switches the ticket
     */
    private List<OutgoingSlaEvent> evaluate(TicketWatch watch, List<TicketFact> recorded, Instant now, @Nullable Event cause) {
        var ticketId = watch.ledger().ticketId();
        var added = missing(watch, recorded.isEmpty() ? null : recorded.getLast());
        var advance = watch.with(added.facts()).advance(policies, now);
        var wakeUpAt = advance.watch().wakeUpAt();
        if (!added.complete() && (wakeUpAt == null || wakeUpAt.isAfter(now.plus(TicketWatch.RETRY_DELAY))))
            wakeUpAt = now.plus(TicketWatch.RETRY_DELAY);
        // Encode before the first write: encoding fails if the ledger exceeds its size limit.
        var encoded = TicketWatchCodec.encode(advance.watch().wakingAt(wakeUpAt), WatchLimits.maxBytes(cause));
        watches.put(ticketId, encoded);
        alarms.move(watch.wakeUpAt(), wakeUpAt, ticketId);
        if (wakeUpAt != null) scheduleWakeUp(wakeUpAt);
        long sequence = watch.emittedEdges().eventCount();
        forwarder.forwardTermChanges(advance.watch().ledger(), Stream.concat(recorded.stream(), added.facts().stream()).toList(),
                watch.emittedEdges().isEmpty(), sequence, now, cause);
        for (var event : advance.events()) forwarder.forward(event, ticketId, ++sequence, now, cause);
        return advance.events();
    }

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
}
