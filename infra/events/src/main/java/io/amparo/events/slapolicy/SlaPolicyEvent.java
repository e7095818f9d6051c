package io.amparo.events.slapolicy;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What sla-service tells of its policies. Versions are immutable, so the key holds the version: compaction keeps them all. */
public sealed interface SlaPolicyEvent extends DomainEvent {

    /** A weekly window of open time; times are {@code HH:mm}, {@code 24:00} is legal, {@code to <= from} runs over midnight. */
    record Window(List<String> days, String from, String to) {}

    /** A part of a date that is closed, or open in addition; named by whoever wrote the calendar. */
    record DatedWindow(LocalDate date, String from, String to, @Nullable String name) {}

    @EventType("io.amparo.slapolicy.CalendarPublished.v1")
    record CalendarPublished(String calendarId, int version, String name, String zone, List<Window> windows,
            List<String> holidaySets, List<DatedWindow> closures, List<DatedWindow> openings,
            Instant publishedAt) implements SlaPolicyEvent {
        @Override
        public String key() {
            return "calendar/" + calendarId + "/" + version;
        }
    }

    /** At so many percent of the budget these are told: owner, agent, manager, product-manager, admin. */
    record Rung(int percent, List<String> to) {}

    /** While the customer has this Advisor package, the plan counts in this calendar (R6.3). */
    record PackageCalendar(String packageCode, String calendarId, int calendarVersion) {}

    /**
     * One promise for one kind and priority of ticket.
     *
     * @param metric FIRST_RESPONSE, NEXT_RESPONSE, PERIODIC_UPDATE, RESOLUTION or FIX_DELIVERED
     * @param budget ISO 8601 duration of open time
     * @param pauseStatuses ticket statuses in which this clock stands still
     * @param warnings percent of the budget at which to warn
     * @param longestPause ISO 8601 duration of plain time after which a pause ends by itself; null for never
     * @param ladder rungs with whom to tell; null for none
     */
    record Objective(String kind, String priority, String metric, String budget, String calendarId, int calendarVersion,
            List<String> pauseStatuses, List<Integer> warnings, @Nullable String longestPause, @Nullable List<Rung> ladder) {}

    /**
     * @param reopening RESUME (null means it, too): a ticket opened again goes on where it stopped; NEW_CYCLE: from the beginning
     * @param packageCalendars the first that the customer has counts; null for none
     * @param qualifiedBugPriority the resolution of a qualified bug is owed as at this priority, if it is the higher one (R5.3)
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

    /** From an instant on a zone's clocks show this offset from UTC, such as {@code -03:00}. */
    record Turn(Instant at, String offset) {}

    /**
     * A zone's clocks by one version of the time zone data, from 1970 to 2499: so that what was promised by it counts by it
     * wherever it is worked out, and whatever the time zone data there.
     *
     * @param tzdata such as 2026c
     * @param offset before the first turn
     */
    @EventType("io.amparo.slapolicy.ZoneRulesPublished.v1")
    record ZoneRulesPublished(String zone, String tzdata, String offset, List<Turn> turns) implements SlaPolicyEvent {
        @Override
        public String key() {
            return "zone/" + zone + "/" + tzdata;
        }
    }
}
