package io.amparo.sla.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.DomainEvent;
import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEngineEvent.SlaWatermark;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.ledger.Ledger;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** Runs the topology of the engine with manual time. */
public final class EngineDriver implements AutoCloseable {
    static final Duration STEP = Duration.ofMillis(100);

    private final EventCodec codec = new EventCodec("elsewhere", "");
    private final Path state;
    private Tzdata tzdata;
    private TopologyTestDriver driver;
    private MeterRegistry meters;
    private Instant now;
    private boolean hasBacklog;
    private int publishedCount;
    private final Map<String, Long> sequences = new HashMap<>();

    public EngineDriver(Path state, Instant start) {
        this(state, start, Tzdata.ofThisJvm());
    }

    EngineDriver(Path state, Instant start, Tzdata tzdata) {
        this.tzdata = tzdata;
        this.state = state;
        this.now = start;
        this.driver = start();
        advance(CatchUp.QUIET_PERIOD.plusSeconds(1)); // the engine holds its alarms for the quiet period
    }

    private TopologyTestDriver start() {
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        meters = new SimpleMeterRegistry();
        return new TopologyTestDriver(topology("", tzdata, _ -> () -> hasBacklog,
                new EngineMeters(meters, ((InstantSource) () -> now).withZone(ZoneOffset.UTC))), settings, now);
    }

    /** Returns the topology of the engine, without Spring. */
    static Topology topology(String topicPrefix, Tzdata tzdata, IntFunction<BooleanSupplier> backlogChecks, EngineMeters meters) {
        var builder = new StreamsBuilder();
        builder.globalTable(topicPrefix + "amparo.sla-policies", Materialized.as(SlaTopology.POLICIES));
        SlaTopology.addProductTable(builder, new EventCodec("sla-service", topicPrefix));
        SlaTopology.build(builder.stream(topicPrefix + "amparo.tickets"),
                builder.stream(List.of(topicPrefix + "amparo.customers", topicPrefix + "amparo.sla-migrations",
                        topicPrefix + SlaTopology.REPLAY)),
                new EventCodec("sla-service", topicPrefix), tzdata, meters, backlogChecks);
        return builder.build();
    }

    public Instant now() {
        return now;
    }

    public void publish(String topic, DomainEvent event) {
        publish("e" + publishedCount, topic, event);
    }

    /** Publishes the calendar and the plan of each name, if they exist ({@link ClockFixtures#policies}). */
    public void publishPolicies(String... names) {
        var policies = ClockFixtures.policies();
        for (var name : names) {
            policies.calendar(name, 1).ifPresent(calendar -> publish("amparo.sla-policies", calendar.event()));
            policies.plan(name, 1).ifPresent(plan -> publish("amparo.sla-policies", plan.event()));
        }
    }

    void publish(String id, String topic, DomainEvent event) {
        publish(id, null, topic, event);
    }

    /** Publishes an event that belongs to a trace. */
    void publish(String id, @Nullable String trace, String topic, DomainEvent event) {
        var record = codec.write(id, "subject", ++publishedCount, now, trace, null,
                trace == null ? null : "00-" + trace + "-1-01", event);
        pipe(topic, new TestRecord<>(record.key().getBytes(UTF_8), record.value(), record.headers(), now));
    }

    /** Publishes an event with this sequence, as a publisher does that is late. */
    void publish(long sequence, String topic, DomainEvent event) {
        pipe(topic, record(sequence, event));
    }

    /** Replays a dead letter of this build or an earlier one. */
    void replay(TestRecord<byte[], byte[]> deadLetter) {
        pipe(SlaTopology.REPLAY, deadLetter);
    }

    /** Returns the record of an event. */
    TestRecord<byte[], byte[]> record(long sequence, DomainEvent event) {
        var record = codec.write("r" + sequence, "subject", sequence, now, null, null, null, event);
        return new TestRecord<>(record.key().getBytes(UTF_8), record.value(), record.headers(), now);
    }

    /** Publishes a body that does not fit the type of its event. */
    void publishBody(String topic, DomainEvent event, String body) {
        publishBody(topic, "subject", event, body);
    }

    void publishBody(String topic, String subject, DomainEvent event, String body) {
        var record = codec.write("r0", subject, ++publishedCount, now, null, null, null, event);
        pipe(topic, new TestRecord<>(record.key().getBytes(UTF_8), body.getBytes(UTF_8), record.headers(), now));
    }

    String body(DomainEvent event) {
        return new String(record(0, event).value(), UTF_8);
    }

    double gauge(String meter) {
        return meters.get(meter).gauge().value();
    }

    double count(String meter, String... tags) {
        return meters.get(meter).tags(tags).counter().count();
    }

    /** Returns the number of series of a meter. */
    int seriesOf(String meter) {
        return meters.get(meter).meters().size();
    }

    void publishBytes(String topic, String bytes) {
        pipe(topic, new TestRecord<>("acme".getBytes(UTF_8), bytes.getBytes(UTF_8), now));
    }

    void pipe(String topic, TestRecord<byte[], byte[]> record) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer()).pipeInput(record);
    }

    /** Returns the stored ledger of a ticket. */
    public Ledger ledger(String ticketId) {
        return TicketWatchCodec.decode(driver.<String, byte[]>getKeyValueStore(SlaTopology.WATCHES).get(ticketId)).ledger();
    }

    /** Returns the size of each stored watch in bytes. */
    List<Integer> watchSizes() {
        return entries(driver.<String, byte[]>getKeyValueStore(SlaTopology.WATCHES).all()).stream()
                .map(watch -> watch.value.length).toList();
    }

    /** Returns the marks of tickets whose opening is a dead letter. */
    List<String> parkedMarks() {
        return entries(driver.<String, byte[]>getKeyValueStore(SlaTopology.OPEN_TICKETS).all()).stream().map(entry -> entry.key)
                .filter(key -> key.startsWith("parked ")).toList();
    }

    /** Advances time in a few steps, because each step costs the driver a flush of its stores. */
    public void advance(Duration duration) {
        var step = duration.dividedBy(10).compareTo(STEP) > 0 ? duration.dividedBy(10) : STEP;
        for (var until = now.plus(duration); now.isBefore(until);) {
            var remaining = Duration.between(now, until);
            var next = remaining.compareTo(step) > 0 ? step : remaining;
            driver.advanceWallClockTime(next);
            now = now.plus(next);
        }
    }

    /** Sets the clock, as NTP does, without time passing. */
    void stepClock(Duration by) {
        now = now.plus(by);
        try { // the driver itself only advances its clock
            var clock = TopologyTestDriver.class.getDeclaredField("mockWallClockTime");
            clock.setAccessible(true);
            var millis = clock.get(driver).getClass().getDeclaredField("timeMs");
            millis.setAccessible(true);
            ((AtomicLong) millis.get(clock.get(driver))).set(now.toEpochMilli());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    void advanceTo(Instant instant) {
        advance(Duration.between(now, instant));
    }

    /** Restarts the engine after a downtime. Its stores survive. */
    void restartAfter(Duration downtime) {
        restartAfter(downtime, tzdata);
    }

    /** Restarts the engine after a downtime, with this time zone data. */
    void restartAfter(Duration downtime, Tzdata newTzdata) {
        tzdata = newTzdata;
        var watches = entries(driver.<String, byte[]>getKeyValueStore(SlaTopology.WATCHES).all());
        var alarms = entries(driver.<byte[], byte[]>getKeyValueStore(SlaTopology.ALARMS).all());
        var terms = entries(driver.<String, byte[]>getKeyValueStore(SlaTopology.TERMS).all());
        var openTickets = entries(driver.<String, byte[]>getKeyValueStore(SlaTopology.OPEN_TICKETS).all());
        driver.close();
        now = now.plus(downtime);
        driver = start();
        driver.<String, byte[]>getKeyValueStore(SlaTopology.WATCHES).putAll(watches);
        driver.<byte[], byte[]>getKeyValueStore(SlaTopology.ALARMS).putAll(alarms);
        driver.<String, byte[]>getKeyValueStore(SlaTopology.TERMS).putAll(terms);
        driver.<String, byte[]>getKeyValueStore(SlaTopology.OPEN_TICKETS).putAll(openTickets);
    }

    /** Sets whether records from the downtime are still to be fetched. */
    void setBacklog(boolean backlog) {
        hasBacklog = backlog;
    }

    private static <K, V> List<KeyValue<K, V>> entries(KeyValueIterator<K, V> all) {
        try (all) {
            var list = new ArrayList<KeyValue<K, V>>();
            all.forEachRemaining(list::add);
            return list;
        }
    }

    public List<SlaRescheduled> drainRescheduled() {
        return drainEvents().stream().map(Event::data).filter(SlaRescheduled.class::isInstance).map(SlaRescheduled.class::cast)
                .toList();
    }

    /** Returns the events published since the last call. Fails if one has no higher sequence than the one before. */
    public List<Event> drainEvents() {
        var events = new ArrayList<Event>();
        for (var event : drainWithWatermarks()) {
            if (event.data() instanceof SlaWatermark) continue;
            events.add(event);
            var previous = sequences.put(event.subject(), event.sequence());
            assertThat(event.sequence()).as("sequence of " + event.id()).isGreaterThan(previous == null ? 0 : previous);
        }
        return events;
    }

    /** Returns the events and watermarks published since the last call, in order. */
    List<Event> drainWithWatermarks() {
        return read("amparo.sla").stream().map(record -> codec.read(record.headers(), record.value())).toList();
    }

    List<TestRecord<byte[], byte[]>> read(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer()).readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
