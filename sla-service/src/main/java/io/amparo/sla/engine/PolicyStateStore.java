package io.amparo.sla.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import io.amparo.events.sladefinition.SlaDefinitionEvent.CalendarPublished;
import io.amparo.events.sladefinition.SlaDefinitionEvent.SlaPlanPublished;
import io.amparo.events.sladefinition.SlaDefinitionEvent.ZoneRulesPublished;
import io.amparo.platform.Adapter;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.calendar.ZoneTable;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.PolicyCaches;
import io.amparo.sla.plan.SlaPlan;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;

/** The policies of the engine, from a global table that every instance holds whole, by the keys of its topic. */
@Adapter
final class PolicyStateStore implements Policies {
    private static final String PLAN = "plan/", CALENDAR = "calendar/", ZONE = "zone/";

    private final TimestampedKeyValueStore<byte[], byte[]> store;
    private final EventCodec codec;
    private final Tzdata currentTzdata;
    private final UnreadableRowHandler unreadableRows;
    // Separate from the caches of the API, so no request can evict what the engine uses.
    private final Map<String, SlaPlan> plans = PolicyCaches.plans();
    private final Map<String, PublishedCalendar> calendars = PolicyCaches.calendars();
    private final Map<String, PublishedCalendar> calendarsByTzdata = PolicyCaches.calendars();
    private final Map<String, ZoneRules> zones = PolicyCaches.zones();
    private final Set<String> completePlans = new HashSet<>();
    private final Set<String> refreshed = new HashSet<>();

    PolicyStateStore(TimestampedKeyValueStore<byte[], byte[]> store, EventCodec codec, Tzdata currentTzdata,
            UnreadableRowHandler unreadableRows) {
        this.store = store;
        this.codec = codec;
        this.currentTzdata = currentTzdata;
        this.unreadableRows = unreadableRows;
    }

    /** Decodes the policies published since the last call, so that an unreadable one is reported before a ticket needs it. */
    void refresh() {
        try (var all = store.all()) {
            while (all.hasNext()) {
                var key = new String(all.next().key, UTF_8);
                if (!refreshed.contains(key) && isReadable(key)) refreshed.add(key);
            }
        }
    }

    private boolean isReadable(String key) {
        return switch (key.substring(0, key.indexOf('/') + 1)) {
            case PLAN -> cached(plans, key, this::plan).isPresent();
            case CALENDAR -> cached(calendars, key, this::calendar).isPresent();
            case ZONE -> cached(zones, key, this::zone).isPresent();
            default -> true; // written by a later build
        };
    }

    /** Returns the event of a row; empty if the key is not of a policy. */
    static Optional<Class<? extends DomainEvent>> typeOf(String key) {
        return switch (key.substring(0, key.indexOf('/') + 1)) {
            case PLAN -> Optional.of(SlaPlanPublished.class);
            case CALENDAR -> Optional.of(CalendarPublished.class);
            case ZONE -> Optional.of(ZoneRulesPublished.class);
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<SlaPlan> plan(String id, int version) {
        return cached(plans, PLAN + id + "/" + version, this::plan);
    }

    private SlaPlan plan(byte[] body) {
        return SlaPlan.of(codec.read(SlaPlanPublished.class, body));
    }

    @Override
    public Optional<PublishedCalendar> calendar(String id, int version, String tzdata) {
        var key = id + "/" + version + "/" + tzdata;
        var known = calendarsByTzdata.get(key);
        if (known != null) return Optional.of(known);
        var found = cached(calendars, CALENDAR + id + "/" + version, this::calendar)
                .flatMap(calendar -> zone(calendar.zone(), tzdata).map(calendar::withZoneRules));
        found.ifPresent(calendar -> calendarsByTzdata.put(key, calendar));
        return found;
    }

    private PublishedCalendar calendar(byte[] body) {
        return PublishedCalendar.of(codec.read(CalendarPublished.class, body));
    }

    @Override
    public boolean hasCalendarsOf(SlaPlan plan, String tzdata) {
        var key = plan.id() + "/" + plan.version() + "/" + tzdata;
        return completePlans.contains(key) || Policies.super.hasCalendarsOf(plan, tzdata) && completePlans.add(key);
    }

    @Override
    public Optional<ZoneRules> zone(ZoneId zone, String tzdata) {
        if (tzdata.equals(currentTzdata.version())) return Optional.of(currentTzdata.rules(zone));
        return cached(zones, ZONE + zone + "/" + tzdata, this::zone);
    }

    private ZoneRules zone(byte[] body) {
        return ZoneTable.of(codec.read(ZoneRulesPublished.class, body)).rules();
    }

    @Override
    public String tzdata() {
        return currentTzdata.version();
    }

    @Override
    public Optional<SlaPlan> latestPlan(String id) {
        try (var versions = store.prefixScan((PLAN + id + "/").getBytes(UTF_8), new ByteArraySerializer())) {
            var latest = Optional.<Integer>empty();
            while (versions.hasNext()) {
                var key = new String(versions.next().key, UTF_8);
                var versionText = key.substring(key.lastIndexOf('/') + 1);
                if (!versionText.matches("\\d{1,9}")) continue;
                int version = Integer.parseInt(versionText);
                latest = latest.filter(known -> known > version).or(() -> Optional.of(version));
            }
            return latest.flatMap(version -> plan(id, version));
        }
    }

    private <P> Optional<P> cached(Map<String, P> cache, String key, Function<byte[], P> decoder) {
        var found = cache.get(key);
        if (found != null) return Optional.of(found);
        var stored = store.get(key.getBytes(UTF_8));
        if (stored == null) return Optional.empty();
        try {
            var decoded = decoder.apply(stored.value());
            cache.put(key, decoded);
            return Optional.of(decoded);
        } catch (RuntimeException e) { // a missing field may cause any runtime exception
            unreadableRows.onUnreadable(Topic.SLA_DEFINITIONS, key, stored.value(), e);
            return Optional.empty();
        }
    }
}
