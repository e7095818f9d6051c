package io.amparo.events.sladefinition;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import io.amparo.events.TextOf;
import io.amparo.events.Vocabulary.EscalationTarget;
import io.amparo.events.Vocabulary.Priority;
import io.amparo.events.Vocabulary.Reopening;
import io.amparo.events.Vocabulary.TicketStatus;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of sla-service about its calendars, plans and time zones. Versions are immutable; the key contains the version, so
 * compaction keeps all.
 */
public sealed interface SlaDefinitionEvent extends DomainEvent {

    /**
     * A weekly window of open time.
     *
     * @param days the days of the week on which it begins
     * @param from local time of its begin, as HH:mm
     * @param to local time of its end, as HH:mm; 24:00 is allowed; a time that is not after the begin is on the next day
     */
    record Window(@TextOf(DayOfWeek.class) List<String> days, String from, String to) {}

    /**
     * A part of a date that is closed, or additionally open.
     *
     * @param date the local date
     * @param from local time of its begin, as HH:mm
     * @param to local time of its end, as HH:mm; 24:00 is allowed
     * @param name name for people; null if the author of the calendar gave none
     */
    record DatedWindow(LocalDate date, String from, String to, @Nullable String name) {}

    /**
     * A version of a calendar was published.
     *
     * @param version version of the calendar, from 1
     * @param name name for people
     * @param windows the weekly windows of open time
     * @param holidaySets ids of the sets of holidays on which the calendar is closed
     * @param closures parts of dates that are closed
     * @param openings parts of dates that are open in addition; they win over closures and holidays
     */
    @EventType("io.amparo.slapolicy.CalendarPublished.v1")
    record CalendarPublished(String calendarId, int version, String name, String zone, List<Window> windows,
            List<String> holidaySets, List<DatedWindow> closures, List<DatedWindow> openings,
            Instant publishedAt) implements SlaDefinitionEvent {
        /** {@code calendar/<id>/<version>}. */
        @Override
        public String key() {
            return "calendar/" + calendarId + "/" + version;
        }
    }

    /**
     * A rung of the escalation ladder.
     *
     * @param percent consumed share of the budget in percent; 100 is the breach
     * @param to who is informed
     */
    record Rung(int percent, @TextOf(EscalationTarget.class) List<String> to) {}

    /**
     * While the customer has this Advisor package, the plan uses this calendar (R6.3).
     *
     * @param packageCode code of the package
     */
    record PackageCalendar(String packageCode, String calendarId, int calendarVersion) {}

    /**
     * One SLA target for one kind and priority of ticket.
     *
     * @param pauseStatuses statuses of the ticket that pause the clock
     * @param warnings percent of the budget at which to warn
     * @param longestPause elapsed time after which a pause ends automatically, as ISO 8601 duration; null for never
     * @param ladder rungs with their escalation targets; null for none
     */
    record Objective(String kind, String priority, String metric, String budget, String calendarId, int calendarVersion,
            @TextOf(TicketStatus.class) List<String> pauseStatuses, List<Integer> warnings,
            @TextOf(Duration.class) @Nullable String longestPause, @Nullable List<Rung> ladder) {}

    /**
     * A version of an SLA plan was published.
     *
     * @param version version of the plan, from 1
     * @param name name for people
     * @param objectives the SLA targets, at most one per kind, priority and metric
     * @param reopening what happens to the clocks of a reopened ticket; null is RESUME
     * @param packageCalendars the first entry whose package the customer has applies; null for none
     * @param qualifiedBugPriority priority whose resolution target applies to a qualified bug, if it is higher than the ticket's
     *     (R5.3)
     */
    @EventType("io.amparo.slapolicy.SlaPlanPublished.v1")
    record SlaPlanPublished(String planId, int version, String name, List<Objective> objectives, Instant publishedAt,
            @TextOf(Reopening.class) @Nullable String reopening, @Nullable List<PackageCalendar> packageCalendars,
            @TextOf(Priority.class) @Nullable String qualifiedBugPriority) implements SlaDefinitionEvent {
        /** {@code plan/<id>/<version>}. */
        @Override
        public String key() {
            return "plan/" + planId + "/" + version;
        }
    }

    /**
     * A transition of the offset of a zone.
     *
     * @param at instant from which the offset applies
     * @param offset offset from UTC, such as -03:00
     */
    record ZoneTransition(Instant at, String offset) {}

    /**
     * The offsets of a time zone from 1970 to 2499, by one version of the time zone data. Due instants that were promised by this
     * version are calculated by it on every JVM, independent of the time zone data there.
     *
     * @param tzdata version of the time zone data, such as 2026c
     * @param offset offset from UTC before the first transition
     * @param turns the transitions in order
     */
    @EventType("io.amparo.slapolicy.ZoneRulesPublished.v1")
    record ZoneRulesPublished(String zone, String tzdata, String offset,
            List<ZoneTransition> turns) implements SlaDefinitionEvent {
        /** {@code zone/<zone>/<version of the time zone data>}. */
        @Override
        public String key() {
            return "zone/" + zone + "/" + tzdata;
        }
    }
}
