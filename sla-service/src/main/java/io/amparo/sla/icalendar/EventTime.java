package io.amparo.sla.icalendar;

import biweekly.component.VEvent;
import biweekly.property.ICalProperty;
import biweekly.util.ICalDate;
import io.amparo.platform.Adapter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NavigableMap;
import java.util.TimeZone;

/**
 * Start and duration of one event. The dates of whole days are instants in UTC.
 *
 * @param zone zone of its start; UTC for whole days
 */
@Adapter
record EventTime(VEvent event, EventZones zones, TimeZone zone, Instant start, Duration duration) {

    static EventTime of(VEvent event, EventZones zones) throws UnusableEventException {
        if (event.getStatus() != null && event.getStatus().isCancelled()) throw new UnusableEventException("cancelled");
        if (event.getDateStart() == null || event.getDateStart().getValue() == null) throw new UnusableEventException("no-start");
        var begin = event.getDateStart().getValue();
        var zone = begin.hasTime() ? zones.zone(event.getDateStart(), begin) : EventZones.UTC;
        var start = EventZones.instant(begin, zone);
        var duration = duration(event, start, zones);
        if (duration.isNegative() || duration.isZero()) throw new UnusableEventException("no-duration");
        return new EventTime(event, zones, zone, start, duration);
    }

    private static Duration duration(VEvent event, Instant start, EventZones zones) throws UnusableEventException {
        boolean wholeDays = !event.getDateStart().getValue().hasTime();
        var end = event.getDateEnd();
        if (end != null && end.getValue() != null) {
            var duration = Duration.between(start,
                    EventZones.instant(end.getValue(), wholeDays ? EventZones.UTC : zones.zone(end, end.getValue())));
            // Many calendar programs write the same date as start and end of a one-day event.
            return wholeDays && duration.isZero() ? Duration.ofDays(1) : duration;
        }
        if (event.getDuration() != null && event.getDuration().getValue() != null)
            return Duration.ofMillis(event.getDuration().getValue().toMillis());
        // An end that biweekly cannot read is kept as a raw property.
        boolean hasUnreadableEnd = List.of("DTEND", "DURATION").stream()
                .anyMatch(name -> !event.getExperimentalProperties(name).isEmpty());
        return wholeDays && !hasUnreadableEnd ? Duration.ofDays(1) : Duration.ZERO;
    }

    boolean wholeDays() {
        return !event.getDateStart().getValue().hasTime();
    }

    /** Returns the instant that a date of this event, such as an EXDATE, means. */
    Instant instant(ICalProperty property, ICalDate date) throws UnusableEventException {
        if (!wholeDays()) return EventZones.instant(date, date.hasTime() ? zones.zone(property, date) : zone);
        return date.hasTime() ? midnight(property, date) : EventZones.instant(date, EventZones.UTC);
    }

    /** Returns the date of a midnight. Exchange writes the exceptions of whole days as midnights of a zone. */
    private Instant midnight(ICalProperty property, ICalDate date) throws UnusableEventException {
        var at = EventZones.instant(date, zones.zone(property, date));
        boolean utc = date.getRawComponents().isUtc();
        var local = utc ? at.atZone(zones.calendarZone()).toLocalDateTime() : EventZones.local(date);
        if (!local.toLocalTime().equals(LocalTime.MIDNIGHT)) throw new UnusableEventException("recurrence");
        return local.toInstant(ZoneOffset.UTC);
    }

    /** Returns the occurrences that a date means: the one that starts then; for a date without a time, all of that day. */
    NavigableMap<Instant, Duration> matching(NavigableMap<Instant, Duration> occurrences, ICalProperty property, ICalDate date)
            throws UnusableEventException {
        var from = instant(property, date);
        var to = from.plus(date.hasTime() || wholeDays() ? Duration.ofNanos(1) : Duration.ofDays(1));
        return occurrences.subMap(from, true, to, false);
    }
}
