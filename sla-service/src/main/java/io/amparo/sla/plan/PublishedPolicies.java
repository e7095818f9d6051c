package io.amparo.sla.plan;

import io.amparo.sla.calendar.Calendars;
import io.amparo.sla.calendar.PublishedCalendar;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The policies as this service has stored them. Versions never change, so that each is read once. */
public final class PublishedPolicies implements Policies {
    private final SlaPlans stored;
    private final Calendars storedCalendars;
    private final Map<String, SlaPlan> plans = new ConcurrentHashMap<>();
    private final Map<String, PublishedCalendar> calendars = new ConcurrentHashMap<>();

    public PublishedPolicies(SlaPlans stored, Calendars storedCalendars) {
        this.stored = stored;
        this.storedCalendars = storedCalendars;
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
    public Optional<PublishedCalendar> calendar(String id, int version) {
        return once(calendars, id + "/" + version, _ -> storedCalendars.version(id, version));
    }

    private static <P> Optional<P> once(Map<String, P> known, String key, Function<String, Optional<P>> read) {
        return Optional.ofNullable(known.computeIfAbsent(key, unknown -> read.apply(unknown).orElse(null)));
    }
}
