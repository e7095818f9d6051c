package io.amparo.sla.plan;

import io.amparo.sla.calendar.PublishedCalendar;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Optional;

/** Looks up plans, calendars and zone rules. Implementations: the engine's global state store, MongoDB, a list in tests. */
public interface Policies {
    Optional<SlaPlan> plan(String id, int version);

    default Optional<SlaPlan> plan(PlanVersion version) {
        return plan(version.id(), version.version());
    }

    Optional<SlaPlan> latestPlan(String id);

    /** Returns a calendar version, calculated with this tzdata version. */
    Optional<PublishedCalendar> calendar(String id, int version, String tzdata);

    /** Returns whether all calendars of this plan are known in this tzdata version. */
    default boolean hasCalendarsOf(SlaPlan plan, String tzdata) {
        return plan.calendars().stream().allMatch(each -> calendar(each.id(), each.version(), tzdata).isPresent());
    }

    /** Returns the rules of a zone in this tzdata version. */
    Optional<ZoneRules> zone(ZoneId zone, String tzdata);

    /** Returns the tzdata version of this process, used for new SLA targets. */
    String tzdata();

    default Optional<PublishedCalendar> calendar(String id, int version) {
        return calendar(id, version, tzdata());
    }
}
