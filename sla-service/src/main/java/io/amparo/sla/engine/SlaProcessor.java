package io.amparo.sla.engine;

import io.amparo.events.DomainEvent;
import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import io.amparo.events.UnreadableEventException;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.slamigration.SlaMigrationEvent.SlaRescheduleRequested;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.platform.Adapter;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.SubjectParkedException;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.customer.CustomerEventsConsumer;
import io.amparo.sla.engine.AlarmStateStore.Alarm;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFactMapper;
import io.amparo.sla.product.ProductEventsConsumer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.TaskId;
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
    /** Delay until the next wake-up while the alarms are held. */
    private static final Duration HOLD_DELAY = Duration.ofMillis(50);
    /** Timers per punctuation; one transaction, which the broker aborts after 10 s. */
    private static final int BATCH_SIZE = 1_000;
    /** Delay until the next attempt for a ticket whose clocks cannot be computed. */
    private static final Duration ERROR_RETRY_DELAY = Duration.ofMinutes(1);

    /**
     * A value and its topic: an SLA event, or the bytes of a record that cannot be processed.
     *
     * @param partition null for the partition of the key
     */
    record OutgoingRecord(byte[] value, String topic, @Nullable Integer partition) {
        OutgoingRecord(byte[] value, String topic) {
            this(value, topic, null);
        }
    }

    private final EventCodec codec;
    private final Tzdata tzdata;
    private final EngineMeters meters;
    private final IntFunction<BooleanSupplier> backlogChecks;
    private TaskId task;
    private CatchUp catchUp;
    private KeyValueStore<String, byte[]> watches;
    private TermsStateStore terms;
    private OpenTicketIndex openTickets;
    private DeadLetterForwarder deadLetters;
    private AlarmStateStore alarms;
    private CommitThrottle commitThrottle;
    private WakeUpTimer wakeUp;
    private TicketEvaluator evaluator;
    private ProcessorContext<byte[], OutgoingRecord> context;
    private SlaEventForwarder forwarder;
    private Instant nextTickAt = Instant.EPOCH;
    private boolean isWatermarkDue;
    private @Nullable Long inputOffset;
    private PolicyStateStore policies;

    SlaProcessor(EventCodec codec, Tzdata tzdata, EngineMeters meters, IntFunction<BooleanSupplier> backlogChecks) {
        this.codec = codec;
        this.tzdata = tzdata;
        this.meters = meters;
        this.backlogChecks = backlogChecks;
    }

    @Override
    public void init(ProcessorContext<byte[], OutgoingRecord> processorContext) {
        context = processorContext;
        task = processorContext.taskId();
        catchUp = new CatchUp(() -> backlogChecks.apply(task.partition()));
        watches = processorContext.getStateStore(SlaTopology.WATCHES);
        openTickets = new OpenTicketIndex(processorContext.getStateStore(SlaTopology.OPEN_TICKETS));
        deadLetters = new DeadLetterForwarder(processorContext, codec, processorContext.getStateStore(SlaTopology.TERMS),
                openTickets);
        terms = new TermsStateStore(processorContext.getStateStore(SlaTopology.TERMS),
                processorContext.getStateStore(SlaTopology.PRODUCTS),
                contract -> CustomerEventsConsumer.customer(codec.read(ContractChanged.class, contract)),
                product -> ProductEventsConsumer.supportPeriod(codec.read(ProductChanged.class, product)), deadLetters);
        alarms = new AlarmStateStore(processorContext.getStateStore(SlaTopology.ALARMS), meters.openClocks());
        commitThrottle = new CommitThrottle(processorContext, meters.commits());
        policies = new PolicyStateStore(processorContext.getStateStore(SlaTopology.POLICIES), codec, tzdata, deadLetters);
        wakeUp = new WakeUpTimer(processorContext, now -> meters.recordTimerRun(() -> runTimers(now)));
        forwarder = new SlaEventForwarder(processorContext, codec, meters, terms::edition,
                new WatermarkStore(processorContext.getStateStore(SlaTopology.TERMS)));
        evaluator = new TicketEvaluator(watches, alarms, openTickets, terms, policies, forwarder, wakeUp);
        wakeUp.schedule(Instant.EPOCH);
        meters.nextRun(task, wakeUp.now());
    }

    @Override
    public void close() {
        alarms.close();
        meters.closed(task);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        context.recordMetadata().filter(source -> source.topic().equals(codec.topicName(Topic.TICKETS)))
                .ifPresent(source -> inputOffset = source.offset());
        if (record.value() == null) return; // tombstone on a compacted topic
        if (deadLetters.isRelease(record)) {
            codec.subject(record.headers()).ifPresent(openTickets::release);
            return;
        }
        try {
            var event = codec.read(record.headers(), record.value());
            // Requests of a migration do not hold the alarms: they may take long, and no reply is queued behind them.
            if (!(event.data() instanceof SlaRescheduleRequested))
                catchUp.onRecord(Instant.ofEpochMilli(record.timestamp()), wakeUp.now());
            handle(event);
        } catch (UnreadableEventException e) {
            deadLetters.park(record, e);
        } catch (KafkaException e) {
            throw e; // the store or the transaction failed, not the record
        } catch (RuntimeException e) {
            deadLetters.park(record, e); // a missing field may cause any runtime exception
        }
    }

    /** Returns the event of a row of a table. A row has no headers: its key identifies its type. */
    static Class<? extends DomainEvent> rowType(String key) {
        return PolicyStateStore.typeOf(key).orElse(ProductChanged.class);
    }

    private void handle(Event event) {
        switch (event.data()) {
            case ContractChanged contract -> {
                if (terms.put(contract.customerId(), event, contract.edition(), codec.write(contract.withoutContacts())))
                    evaluator.wakeUpAll(openTickets.ofCustomer(contract.customerId()));
            }
            case TicketEvent ticketEvent -> handle(event, ticketEvent);
            case SlaRescheduleRequested request -> evaluator.reschedule(event, request);
            case null, default -> { /* the engine ignores the other events of these topics */ }
        }
    }

    private void handle(Event event, TicketEvent ticketEvent) {
        var opened = TicketFactMapper.openedLedger(event);
        var facts = opened.map(Ledger::facts).orElseGet(() -> TicketFactMapper.facts(event));
        if (facts.isEmpty()) return;
        var stored = watches.get(ticketEvent.ticketId());
        if (stored == null && opened.isEmpty()) {
            if (openTickets.isParked(ticketEvent.ticketId())) throw new SubjectParkedException(ticketEvent.ticketId());
            return;
        }
        var watch = stored == null ? TicketWatch.of(opened.get()) : TicketWatchCodec.decode(stored);
        boolean wasActive = stored != null && watch.ledger().isActive();
        var before = watch.ledger();
        watch = watch.with(facts);
        if (stored != null && WatchLimits.ignores(ticketEvent, before, watch.ledger(), stored.length)) return;
        var events = evaluator.evaluate(watch, List.of(),
                facts.stream().map(TicketFact::at).max(Comparator.naturalOrder()).orElseThrow(), event);
        if (!events.isEmpty()) commitThrottle.requestCommit();
        openTickets.update(watch.ledger(), wasActive);
        if (opened.isPresent()) openTickets.release(ticketEvent.ticketId());
    }

    private void runTimers(Instant now) {
        if (catchUp.holdsAlarms(now)) {
            wakeUp.schedule(now.plus(HOLD_DELAY));
            return;
        }
        if (!now.isBefore(nextTickAt) || nextTickAt.isAfter(now.plus(WakeUpTimer.MAX_DELAY))) {
            if (deadLetters.parksTableRows()) policies.refresh();
            for (var product : terms.refresh()) evaluator.wakeUpAll(openTickets.ofProduct(product));
            nextTickAt = tickAfter(now);
            isWatermarkDue = true;
        }
        var due = alarms.due(now, BATCH_SIZE);
        for (var alarm : due) fire(alarm, now);
        // While more alarms are due, firing them is as urgent as making these events readable.
        if (!due.isEmpty() && due.size() < BATCH_SIZE) commitThrottle.requestCommit();
        if (isWatermarkDue && due.size() < BATCH_SIZE) {
            forwarder.forwardWatermark(task.partition(), inputOffset, now);
            isWatermarkDue = false;
        }
        var nextRunAt = alarms.first().filter(nextTickAt::isAfter).orElse(nextTickAt);
        wakeUp.schedule(nextRunAt);
        meters.nextRun(task, nextRunAt);
    }

    /** All tasks of all instances tick at the same instants, so that the idle ones of a thread share one transaction. */
    private static Instant tickAfter(Instant now) {
        long interval = WakeUpTimer.MAX_DELAY.toMillis();
        return Instant.ofEpochMilli((now.toEpochMilli() / interval + 1) * interval);
    }

    private void fire(Alarm alarm, Instant now) {
        try {
            var watch = TicketWatchCodec.decode(watches.get(alarm.ticketId()));
            if (!alarm.at().equals(watch.wakeUpAt())) alarms.clear(alarm);
            for (var event : evaluator.evaluate(watch, List.of(), now, null))
                meters.recordFired(Duration.between(event.at(), now));
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("SLA engine cannot compute the clocks of ticket {}; retrying in {}", alarm.ticketId(), ERROR_RETRY_DELAY,
                    e);
            alarms.clear(alarm);
            alarms.scheduleExtra(now.plus(ERROR_RETRY_DELAY), alarm.ticketId());
        }
    }
}
