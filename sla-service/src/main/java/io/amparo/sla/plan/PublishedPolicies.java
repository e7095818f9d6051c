package io.amparo.sla.plan;

import io.amparo.sla.calendar.Calendars;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.calendar.ZoneTable;
import io.amparo.sla.calendar.ZoneTables;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Policies from this service's MongoDB collections. Published versions are immutable, so those in use are cached. The engine has
 * a cache of its own.
 */
public final class PublishedPolicies implements Policies {
    private final SlaPlans storedPlans;
    private final Calendars storedCalendars;
    private final ZoneTables storedZones;
    private final Tzdata currentTzdata;
    private final ConcurrentMap<String, SlaPlan> plans = PolicyCaches.plans();
    private final ConcurrentMap<String, PublishedCalendar> calendars = PolicyCaches.calendars();
    private final ConcurrentMap<String, ZoneRules> zones = PolicyCaches.zones();

    public PublishedPolicies(SlaPlans storedPlans, Calendars storedCalendars, ZoneTables storedZones, Tzdata currentTzdata) {
        this.storedPlans = storedPlans;
        this.storedCalendars = storedCalendars;
        this.storedZones = storedZones;
        this.currentTzdata = currentTzdata;
    }

    @Override
    public Optional<SlaPlan> plan(String id, int version) {
        return cached(plans, id + "/" + version, _ -> storedPlans.version(id, version));
    }

    @Override
    public Optional<SlaPlan> latestPlan(String id) {
        return storedPlans.lookUpLatest(id);
    }

    @Override
    public Optional<PublishedCalendar> calendar(String id, int version, String tzdata) {
        return cached(calendars, id + "/" + version + "/" + tzdata, _ -> storedCalendars.version(id, version)
                .flatMap(calendar -> zone(calendar.zone(), tzdata).map(calendar::withZoneRules)));
    }

    @Override
    public Optional<ZoneRules> zone(ZoneId zone, String tzdata) {
        if (tzdata.equals(currentTzdata.version())) return Optional.of(currentTzdata.rules(zone));
        return cached(zones, zone + "/" + tzdata, _ -> storedZones.table(zone, tzdata).map(ZoneTable::rules));
    }

    @Override
    public String tzdata() {
        return currentTzdata.version();
    }

    private static <P> Optional<P> cached(ConcurrentMap<String, P> cache, String key, Function<String, Optional<P>> read) {
        return Optional.ofNullable(cache.computeIfAbsent(key, missingKey -> read.apply(missingKey).orElse(null)));
    }
}
