package io.amparo.entitlement.ledger;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.local.backend.EmbeddedStore;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.TraceContext;
import io.amparo.testkit.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The ledgers over an embedded store, without a broker. The events of the outbox are kept here. */
final class LedgerFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    static final LocalDate LAST_DAY = LocalDate.of(2026, 12, 31);
    static final int MINUTES_OF_A_BLOCK = 30;
    static final Duration TIMEOUT = Duration.ofMinutes(15);

    final SettableClock clock = new SettableClock(NOW);
    /** By event id, because a lost race encodes its events too, and the winner has the same ids. */
    private final Map<String, Object> events = new ConcurrentHashMap<>();
    private final EmbeddedStore store = EmbeddedStore.start(null, 0);
    private final MongoClient client = MongoClients.create(store.uri());
    final Outbox outbox;
    final LotEntries entries;
    final Lots lots;
    final Consumptions consumptions;
    final AllocateLots allocateLots;
    final ReserveForTicket reserve;
    final ApplyTicketEvents ticketEvents;
    final ReserveHours hours;
    final BookLots book;
    final ChangeLots changeLots;
    final Balances balances;
    final LedgerTicker ticker;

    LedgerFixture() {
        outbox = new Outbox(client.getDatabase("ledger"), (id, _, _, _, _, _, _, event) -> {
            events.put(id, event);
            return new ProducerRecord<>("entitlements", "key", new byte[0]);
        }, new TraceContext(Tracer.NOOP, Propagator.NOOP), clock);
        entries = new LotEntries(outbox);
        lots = new Lots(outbox, entries);
        consumptions = new Consumptions(outbox, lots, entries);
        allocateLots = new AllocateLots(lots, consumptions, clock);
        reserve = new ReserveForTicket(consumptions, allocateLots, TIMEOUT, clock);
        ticketEvents = new ApplyTicketEvents(consumptions, allocateLots, clock);
        hours = new ReserveHours(allocateLots, clock);
        book = new BookLots(consumptions, entries, allocateLots, new Rounding(MINUTES_OF_A_BLOCK), clock);
        changeLots = new ChangeLots(lots, clock);
        balances = new Balances(lots);
        var meters = new SimpleMeterRegistry();
        ticker = new LedgerTicker(lots, consumptions, allocateLots, new DueAggregates(lots, clock, meters),
                new DueAggregates(consumptions, clock, meters), clock);
    }

    Lot voucher(String id, String customerId) {
        return changeLots.open(id, LotTerms.of(customerId, LotKind.VOUCHER, null, TODAY, LAST_DAY, ZONE), 1, "iara", "order");
    }

    Lot hoursLot(String id, String customerId, int minutes, LocalDate lastDay) {
        return changeLots.open(id, LotTerms.of(customerId, LotKind.HOURS, null, TODAY, lastDay, ZONE), minutes, "iara", "order");
    }

    Lot unitsLot(String id, String customerId, String packageCode, int units) {
        return changeLots.open(id, LotTerms.of(customerId, LotKind.UNITS, packageCode, TODAY, LAST_DAY, ZONE), units, "iara",
                "order");
    }

    boolean reserveIncident(String ticketId, String customerId) {
        return reserve.handle(new ReserveForTicket.Command(ticketId, customerId, null, 1, false));
    }

    void accept(String estimateId, String customerId, String ticket, int minutes) {
        hours.accept(new ReserveHours.Command(estimateId, customerId, ticket, minutes, null, "ana"));
    }

    void approveOverage(String id, String customerId, String ticket, int minutes) {
        hours.approveOverage(new ReserveHours.Command(id, customerId, ticket, minutes, "agreed", "iara"));
    }

    int book(String bookingId, String customerId, @Nullable String ticket, int minutes) {
        return book.handle(new BookLots.Command(bookingId, customerId, null, ticket, minutes, "worked", "fabio"));
    }

    Lot lot(String id) {
        return lots.find(id).orElseThrow().state();
    }

    /** Returns the entries of all lots of a pool, oldest first. */
    List<LotEntry> entries(String customerId, LotKind kind) {
        return entries(customerId, kind, null);
    }

    List<LotEntry> entries(String customerId, LotKind kind, @Nullable String packageCode) {
        return stored(LotTerms.pool(customerId, kind, packageCode)).stream().map(LotEntries.StoredEntry::entry).toList();
    }

    List<LotEntries.StoredEntry> stored(String pool) {
        return entries.between(pool, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), 10_000);
    }

    <E extends EntitlementEvent> List<E> events(Class<E> type) {
        return events.values().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Runs calls at the same time and returns their results. */
    static <T> List<T> concurrently(int threads, List<Callable<T>> calls) throws InterruptedException {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var results = new ArrayList<T>();
            for (var result : pool.invokeAll(calls)) results.add(result.get());
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** As {@link #concurrently(int, List)}, for numbered calls. */
    static <T> List<T> concurrently(int threads, int calls, IntFunction<T> call) throws InterruptedException {
        return concurrently(threads, IntStream.range(0, calls).<Callable<T>>mapToObj(n -> () -> call.apply(n)).toList());
    }

    @Override
    public void close() {
        client.close();
        store.close();
    }
}
