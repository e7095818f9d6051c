package io.amparo.sla.plan;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.amparo.platform.Adapter;
import io.amparo.sla.calendar.PublishedCalendar;
import java.time.zone.ZoneRules;
import java.util.concurrent.ConcurrentMap;

/**
 * Bounded caches of policies. Published versions never change, so entries do not expire. A calendar weighs as many units as it
 * has intervals a year.
 */
@Adapter
public final class PolicyCaches {
    private static final int MAX_PLANS = 1_000, MAX_ZONES = 200;
    /** Ten of the largest calendars, or some 200 usual ones. */
    private static final int MAX_INTERVALS = 10 * 20_000;
    private static final int MIN_WEIGHT = 500;

    public static ConcurrentMap<String, SlaPlan> plans() {
        return Caffeine.newBuilder().executor(Runnable::run).maximumSize(MAX_PLANS).<String, SlaPlan>build().asMap();
    }

    public static ConcurrentMap<String, PublishedCalendar> calendars() {
        return Caffeine.newBuilder().executor(Runnable::run).maximumWeight(MAX_INTERVALS).weigher(
                (String _, PublishedCalendar calendar) -> Math.max(MIN_WEIGHT, calendar.calendar().rules().intervalsPerYear()))
                .build().asMap();
    }

    public static ConcurrentMap<String, ZoneRules> zones() {
        return Caffeine.newBuilder().executor(Runnable::run).maximumSize(MAX_ZONES).<String, ZoneRules>build().asMap();
    }

    private PolicyCaches() {}
}
