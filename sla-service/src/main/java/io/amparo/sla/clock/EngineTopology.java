package io.amparo.sla.clock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.UnreadableEvent;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaTermsChanged;
import io.amparo.events.slamigration.SlaMigrationEvent.RedateRequested;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.platform.Adapter;
import io.amparo.platform.ReadsEvents;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.clock.AlarmIndex.Alarm;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.customer.CustomerEventsConsumer;
import io.amparo.sla.product.ProductEventsConsumer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
final class EngineTopology implements Processor<byte[], byte[], byte[], EngineTopology.Outgoing> {
    private static final Logger LOG = LoggerFactory.getLogger(EngineTopology.class);
    /** Minimum delay between wake-ups, which batches timers that fire together; maximum delay between wake-ups. */
    static final Duration SOONEST = Duration.ofMillis(20), LATEST = Duration.ofSeconds(10);
    /** Delay until the next wake-up while the alarms are held. */
    private static final Duration HELD = Duration.ofMillis(50);
    /** Timers per punctuation; one transaction, which the broker aborts after 10 s. */
    private static final int AT_ONCE = 1_000;
    private static final Set<What> TOLD_WITH_PROMISES = EnumSet.of(What.CONTRACT, What.PLAN, What.TZDATA);
    /**
     * Maximum size of a watch in bytes, below the record limit of Kafka. An event must leave room for changes that time alone
     * causes.
     */
    private static final int LARGEST = 1_000_000, LARGEST_BY_EVENT = 900_000;
    /** Delay until the next attempt for a ticket whose clocks cannot be computed. */
    private static final Duration BROKEN = Duration.ofMinutes(1);

    /** A value and its topic: an SLA event, or the bytes of a record that cannot be processed. */
    record Outgoing(byte[] value, String topic) {}

    private final EventCodec codec;
    private final Tzdata tzdata;
    private final MeterRegistry meters;
    private final Timer ticks, lag;
    private final Map<Edge.Type, Counter> edges = new EnumMap<>(Edge.Type.class);
    private final AtomicLong openClocks;
    private final IntFunction<BooleanSupplier> missed;
    private CatchUp catchUp;
    private ProcessorContext<byte[], Outgoing> context;
    private KeyValueStore<String, byte[]> watches;
    private TermsIndex terms;
    private TicketIndex roll;
    private LetterTopology letters;
    private AlarmIndex alarms;
    private CommitTopology commits;
    private @Nullable Cancellable bell;
    private Instant bellAt = Instant.MAX;
    private Instant productsAt = Instant.EPOCH;
    private PolicyIndex policies;

    EngineTopology(EventCodec codec, Tzdata tzdata, MeterRegistry meters, AtomicLong openClocks,
            IntFunction<BooleanSupplier> missed) {
        this.codec = codec;
        this.tzdata = tzdata;
        this.meters = meters;
        this.ticks = meters.timer("amparo.sla.tick");
        this.lag = meters.timer("amparo.sla.lag");
        for (var type : Edge.Type.values()) edges.put(type, meters.counter("amparo.sla.edges", "type", type.name()));
        this.openClocks = openClocks;
        this.missed = missed;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> given) {
        context = given;
        catchUp = new CatchUp(missed.apply(given.taskId().partition()));
        watches = given.getStateStore(SlaTopology.WATCHES);
        roll = new TicketIndex(given.getStateStore(SlaTopology.ROLL));
        letters = new LetterTopology(given, codec, meters, given.getStateStore(SlaTopology.TERMS), roll);
        terms = new TermsIndex(given.getStateStore(SlaTopology.TERMS), given.getStateStore(SlaTopology.PRODUCTS),
                contract -> CustomerEventsConsumer.customer(codec.read(ContractChanged.class, contract)),
                product -> ProductEventsConsumer.life(codec.read(ProductChanged.class, product)), letters);
        alarms = new AlarmIndex(given.getStateStore(SlaTopology.ALARMS), openClocks);
        commits = new CommitTopology(given, meters.counter("amparo.sla.commits"));
        policies = new PolicyIndex(given.getStateStore(SlaTopology.POLICIES), codec, tzdata, letters);
        ringAt(Instant.EPOCH);
    }

    /**
     * Schedules a wake-up for the next due instant, or after the maximum delay. An idle wake-up would still be a transaction, so
     * there are no others. A wake-up that is already scheduled for an earlier instant stays.
     */
    private void ringAt(Instant wanted) {
        var now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        var wait = Collections.max(List.of(SOONEST, Collections.min(List.of(LATEST, Duration.between(now, wanted)))));
        if (bell != null) {
            if (!now.plus(wait).isBefore(bellAt)) return;
            bell.cancel();
        }
        bellAt = now.plus(wait);
        bell = context.schedule(wait, PunctuationType.WALL_CLOCK_TIME, at -> ticks.record(() -> tick(Instant.ofEpochMilli(at))));
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
            // A migration sends its requests at once, and they may take long. No reply waits behind them, so they do not hold the
            // alarms.
            if (!(event.data() instanceof RedateRequested))
                catchUp.heard(Instant.ofEpochMilli(record.timestamp()), Instant.ofEpochMilli(context.currentSystemTimeMs()));
            hear(event, record.value());
        } catch (UnreadableEvent broken) {
            letters.add(record, broken);
        } catch (KafkaException ours) {
            throw ours; // the store or the transaction failed, not the record
        } catch (RuntimeException broken) {
            letters.add(record, broken); // a missing field may cause any runtime exception
        }
    }

    private void hear(Event event, byte[] body) {
        switch (event.data()) {
            case ContractChanged contract -> {
                if (terms.put(contract.customerId(), event.sequence(), body)) wakeAll(roll.ofCustomer(contract.customerId()));
            }
            case TicketEvent told -> hear(event, told);
            case RedateRequested wanted -> hear(event, wanted);
            case null, default -> { /* the engine ignores the other events of these topics */ }
        }
    }

    private void hear(Event event, TicketEvent told) {
        var opened = TicketFactsConsumer.opened(event);
        var facts = opened.map(Ledger::facts).orElseGet(() -> TicketFactsConsumer.facts(event));
        if (facts.isEmpty()) return;
        var known = watches.get(told.ticketId());
        if (known == null && opened.isEmpty()) {
            if (roll.isAside(told.ticketId()))
                throw new IllegalStateException("The event that opens its ticket is a dead letter");
            return;
        }
        var watch = known == null ? TicketWatch.over(opened.get()) : WatchRecord.read(known);
        boolean wasOn = known != null && watch.ledger().isOn();
        watch = watch.with(facts);
        var tidings = settle(watch, List.of(), facts.stream().map(Fact::at).max(Comparator.naturalOrder()).orElseThrow(), event);
        if (!tidings.isEmpty()) commits.soon();
        roll.moved(watch.ledger(), wasOn);
    }

    /** A ticket without a watch has nothing to switch. */
    private void hear(Event event, RedateRequested wanted) {
        var known = watches.get(wanted.ticketId());
        if (known == null) return;
        var watch = WatchRecord.read(known);
        // A contract change in the meantime is not part of the migration.
        var before = missing(watch, null).facts();
        var ledger = watch.ledger().with(before);
        new Redate(What.valueOf(wanted.what()), wanted.from(), wanted.to())
                .fact(ledger, terms.customer(ledger.customerId()).map(Customer::agreement).orElse(null),
                        Redate.cause(wanted.migrationId()), wanted.at(), wanted.by(), wanted.reason())
                .ifPresent(fact -> {
                    var moved = Stream.concat(before.stream(), Stream.of(fact)).toList();
                    settle(watch.with(moved), moved, fact.at(), event);
                });
    }

    private void tick(Instant now) {
        bell.cancel();
        bell = null;
        if (catchUp.holds(now)) {
            ringAt(now.plus(HELD));
            return;
        }
        if (!now.isBefore(productsAt) || productsAt.isAfter(now.plus(LATEST))) {
            if (letters.areOfTables()) policies.refresh();
            for (var product : terms.refreshed()) wakeAll(roll.ofProduct(product));
            productsAt = now.plus(LATEST);
        }
        var due = alarms.due(now, AT_ONCE);
        for (var alarm : due) wake(alarm, now);
        // While more alarms are due, firing them is as urgent as making these events readable.
        if (!due.isEmpty() && due.size() < AT_ONCE) commits.soon();
        ringAt(alarms.first().filter(productsAt::isAfter).orElse(productsAt));
    }

    /** Schedules an alarm per ticket, because the tickets may be more than one transaction should hold. */
    private void wakeAll(List<String> ticketIds) {
        var now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        for (var ticketId : ticketIds) alarms.call(now, ticketId);
        if (!ticketIds.isEmpty()) ringAt(now);
    }

    private void wake(Alarm alarm, Instant now) {
        try {
            var watch = WatchRecord.read(watches.get(alarm.ticketId()));
            if (!alarm.at().equals(watch.wakeAt())) alarms.clear(alarm);
            for (var tiding : settle(watch, List.of(), now, null)) lag.record(Duration.between(tiding.at(), now));
        } catch (KafkaException ours) {
            throw ours;
        } catch (RuntimeException broken) {
            LOG.error("SLA engine cannot compute the clocks of ticket {}; retrying in {}", alarm.ticketId(), BROKEN, broken);
            alarms.clear(alarm);
            alarms.call(now.plus(BROKEN), alarm.ticketId());
        }
    }

    /**
     * Decides first, then stores, then forwards: a failed decision leaves no trace in the stores.
     *
     * @param moved facts that the ledger already contains and no ticket event carries; the last one switches the ticket
     */
    private List<Tiding> settle(TicketWatch watch, List<Fact> moved, Instant now, @Nullable Event cause) {
        var ticketId = watch.ledger().ticketId();
        var added = missing(watch, moved.isEmpty() ? null : moved.getLast());
        var turn = watch.with(added.facts()).advance(policies, now);
        var wakeAt = turn.watch().wakeAt();
        if (!added.complete() && (wakeAt == null || wakeAt.isAfter(now.plus(TicketWatch.RETRY))))
            wakeAt = now.plus(TicketWatch.RETRY);
        // Encode before the first write: encoding fails if the ledger exceeds its size limit.
        var kept = WatchRecord.write(turn.watch().wakingAt(wakeAt), cause == null ? LARGEST : LARGEST_BY_EVENT);
        watches.put(ticketId, kept);
        alarms.move(watch.wakeAt(), wakeAt, ticketId);
        if (wakeAt != null) ringAt(wakeAt);
        long sequence = turn.watch().told().size() - turn.tidings().size();
        tell(turn.watch().ledger(), Stream.concat(moved.stream(), added.facts().stream()).toList(), watch.told().isEmpty(),
                sequence, now, cause);
        for (var tiding : turn.tidings()) tell(tiding, ticketId, ++sequence, now, cause);
        return turn.tidings();
    }

    private Terms missing(TicketWatch watch, @Nullable Fact mover) {
        var ledger = watch.ledger();
        var product = ledger.value(What.PRODUCT);
        // The promise at the opening must equal a quote given now, so the product is refreshed first.
        if (watch.told().isEmpty() && terms.refreshed(product)) wakeAll(roll.ofProduct(product));
        var life = terms.life(product).orElse(null);
        var now = terms.customer(ledger.customerId()).orElse(null);
        // A ticket whose clocks cannot be computed yet has no emitted edge, but may already have the terms of today.
        if (!watch.told().isEmpty() || ledger.facts().stream().anyMatch(fact -> fact.what().isTerm() && !ofOpening(fact)))
            return Terms.missing(ledger, now, life, policies, false, mover);
        // First the terms at the opening, then the changes since.
        var then = terms.customer(ledger.customerId(), ledger.last(What.OPENED).orElseThrow().at()).orElse(null);
        var opening = Terms.missing(ledger, then, life, policies, true);
        return then == now || !opening.complete()
                ? opening
                : opening.and(Terms.missing(ledger.with(opening.facts()), now, life, policies, false));
    }

    /**
     * Publishes the facts that no ticket event carries; other services need them to compute the same clocks. The event id
     * contains the number of facts, which makes it unique.
     */
    private void tell(Ledger ledger, List<Fact> added, boolean opening, long sequence, Instant now, @Nullable Event cause) {
        // SlaAssigned already carries these facts.
        if (added.stream().allMatch(fact -> ofOpening(fact) && TOLD_WITH_PROMISES.contains(fact.what()))) return;
        var told = opening
                ? Stream.concat(ledger.facts().stream().filter(EngineTopology::ofOpening),
                        added.stream().filter(fact -> !ofOpening(fact))).toList()
                : added;
        var facts = told.stream().map(
                fact -> new SlaEvent.Term(fact.cause(), fact.what().name(), fact.value(), fact.at(), fact.by(), fact.reason()))
                .toList();
        say(ledger.ticketId() + "/TICKET/1/terms-" + ledger.facts().size(), ledger.ticketId(), sequence, now, cause,
                new SlaTermsChanged(ledger.ticketId(), ledger.number(), ledger.customerId(), ledger.subject(), facts, now));
    }

    private static boolean ofOpening(Fact fact) {
        return fact.cause().equals(TicketFactsConsumer.OPENING);
    }

    private void tell(Tiding tiding, String ticketId, long sequence, Instant now, @Nullable Event cause) {
        say(tiding.id(), ticketId, sequence, now, cause, tiding.event());
        edges.get(tiding.type()).increment();
    }

    private void say(String id, String ticketId, long sequence, Instant now, @Nullable Event cause, SlaEvent told) {
        var event = codec.write(id, ticketId, sequence, now, cause == null ? null : cause.correlation(),
                cause == null ? null : cause.cause(), cause == null ? null : cause.traceparent(), told);
        context.forward(new Record<>(event.key().getBytes(UTF_8), new Outgoing(event.value(), event.topic()), now.toEpochMilli(),
                event.headers()));
    }
}
