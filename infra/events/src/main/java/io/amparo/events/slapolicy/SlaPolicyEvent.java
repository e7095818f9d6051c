package io.amparo.events.slapolicy;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of sla-service about its policies. Versions are immutable; the key contains the version, so compaction keeps all. */
public sealed interface SlaPolicyEvent extends DomainEvent {

    /** A weekly window of open time. Times are {@code HH:mm}; {@code 24:00} is allowed; {@code to <= from} spans midnight. */
    record Window(List<String> days, String from, String to) {}

    /** A part of a date that is closed, or additionally open. The author of the calendar may name it. */
    record DatedWindow(LocalDate date, String from, String to, @Nullable String name) {}

    /** A version of a calendar was published. */
    @EventType("io.amparo.slapolicy.CalendarPublished.v1")
    record CalendarPublished(String calendarId, int version, String name, String zone, List<Window> windows,
            List<String> holidaySets, List<DatedWindow> closures, List<DatedWindow> openings,
            Instant publishedAt) implements SlaPolicyEvent {
        @Override
        public String key() {
            return "calendar/" + calendarId + "/" + version;
        }
    }

    /**
     * A rung of the escalation ladder.
     *
     * @param percent consumed share of the budget
     * @param to escalation targets: owner, agent, manager, product-manager, admin
     */
    record Rung(int percent, List<String> to) {}

    /** While the customer has this Advisor package, the plan uses this calendar (R6.3). */
    record PackageCalendar(String packageCode, String calendarId, int calendarVersion) {}

    /**
     * One SLA target for one kind and priority of ticket.
     *
     * @param metric FIRST_RESPONSE, NEXT_RESPONSE, PERIODIC_UPDATE, RESOLUTION or FIX_DELIVERED
     * @param budget ISO 8601 duration of open time
     * @param pauseStatuses ticket statuses that pause the clock
     * @param warnings percent of the budget at which to warn
     * @param longestPause ISO 8601 duration of elapsed time after which a pause ends automatically; null for never
     * @param ladder rungs with their escalation targets; null for none
     */
    record Objective(String kind, String priority, String metric, String budget, String calendarId, int calendarVersion,
            List<String> pauseStatuses, List<Integer> warnings, @Nullable String longestPause, @Nullable List<Rung> ladder) {}

    /**
     * A version of an SLA plan was published.
     *
     * @param reopening RESUME or null: a reopened ticket continues where it stopped; NEW_CYCLE: it starts a new cycle
     * @param packageCalendars the first entry whose package the customer has applies; null for none
     * @param qualifiedBugPriority priority whose resolution target applies to a qualified bug, if it is higher than the ticket's
     *     (R5.3)
     */
    @EventType("io.amparo.slapolicy.SlaPlanPublished.v1")
    record SlaPlanPublished(String planId, int version, String name, List<Objective> objectives, Instant publishedAt,
            @Nullable String reopening, @Nullable List<PackageCalendar> packageCalendars,
            @Nullable String qualifiedBugPriority) implements SlaPolicyEvent {
        @Override
        public String key() {
            return "plan/" + planId + "/" + version;
        }
    }

    /** A zone offset transition: from this instant on, the zone has this offset from UTC, such as {@code -03:00}. */
    record ZoneTransition(Instant at, String offset) {}

    /**
     * The offsets of a time zone from 1970 to 2499, by one version of the time zone data. Due instants that were promised by this
     * version are calculated by it on every JVM, independent of the time zone data there.
     *
     * @param tzdata version of the time zone data, such as 2026c
     * @param offset offset before the first transition
     */
    @EventType("io.amparo.slapolicy.ZoneRulesPublished.v1")
    record ZoneRulesPublished(String zone, String tzdata, String offset, List<ZoneTransition> turns) implements SlaPolicyEvent {
        @Override
        public String key() {
            return "zone/" + zone + "/" + tzdata;
        }
    }
}
