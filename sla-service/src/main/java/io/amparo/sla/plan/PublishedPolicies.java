package io.amparo.sla.plan;

import io.amparo.sla.calendar.Calendars;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.calendar.ZoneTable;
import io.amparo.sla.calendar.ZoneTables;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Policies from this service's MongoDB collections. Published versions are immutable, so each is read once and cached. */
public final class PublishedPolicies implements Policies {
    private final SlaPlans stored;
    private final Calendars storedCalendars;
    private final ZoneTables storedZones;
    private final Tzdata present;
    private final Map<String, SlaPlan> plans = new ConcurrentHashMap<>();
    private final Map<String, PublishedCalendar> calendars = new ConcurrentHashMap<>();
    private final Map<String, ZoneRules> zones = new ConcurrentHashMap<>();

    public PublishedPolicies(SlaPlans stored, Calendars storedCalendars, ZoneTables storedZones, Tzdata present) {
        this.stored = stored;
        this.storedCalendars = storedCalendars;
        this.storedZones = storedZones;
        this.present = present;
    }

    @Override
    public Optional<SlaPlan> plan(String id, int version) {
        return once(plans, id + "/" + version, _ -> stored.version(id, version));
    }

    @Override
    public Optional<SlaPlan> latestPlan(String id) {
        return stored.latest(id);
    }

    @Override
    public Optional<PublishedCalendar> calendar(String id, int version, String tzdata) {
        return once(calendars, id + "/" + version + "/" + tzdata, _ -> storedCalendars.version(id, version)
                .flatMap(calendar -> zone(calendar.zone(), tzdata).map(calendar::under)));
    }

    @Override
    public Optional<ZoneRules> zone(ZoneId zone, String tzdata) {
        if (tzdata.equals(present.version())) return Optional.of(present.rules(zone));
        return once(zones, zone + "/" + tzdata, _ -> storedZones.table(zone, tzdata).map(ZoneTable::rules));
    }

    @Override
    public String tzdata() {
        return present.version();
    }

    private static <P> Optional<P> once(Map<String, P> known, String key, Function<String, Optional<P>> read) {
        return Optional.ofNullable(known.computeIfAbsent(key, unknown -> read.apply(unknown).orElse(null)));
    }
}
