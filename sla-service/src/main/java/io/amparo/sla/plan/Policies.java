package io.amparo.sla.plan;

import io.amparo.sla.calendar.PublishedCalendar;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Optional;

/** Where plans and calendars are looked up: the engine's global store, the service's own documents, a test's list. */
public interface Policies {
    Optional<SlaPlan> plan(String id, int version);

    Optional<SlaPlan> latestPlan(String id);

    /** As it counts by this version of the time zone data. */
    Optional<PublishedCalendar> calendar(String id, int version, String tzdata);

    /** Whether every calendar that this plan may count in is known so. */
    default boolean hasCalendarsOf(SlaPlan plan, String tzdata) {
        return plan.calendars().stream().allMatch(each -> calendar(each.id(), each.version(), tzdata).isPresent());
    }

    /** How the clocks of a zone are set by this version of the time zone data. */
    Optional<ZoneRules> zone(ZoneId zone, String tzdata);

    /** The version of the time zone data by which counts what is promised from now on: this process's own. */
    String tzdata();

    default Optional<PublishedCalendar> calendar(String id, int version) {
        return calendar(id, version, tzdata());
    }
}
