package io.amparo.sla.icalendar;

import biweekly.io.TimezoneInfo;
import biweekly.property.ICalProperty;
import biweekly.util.DateTimeComponents;
import biweekly.util.ICalDate;
import io.amparo.platform.Adapter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the zones of the dates of an iCalendar file, and the instants of the dates in them.
 *
 * @param calendarZone zone of dates that name none
 * @param defined the zones that the file defines or names
 */
@Adapter
record EventZones(ZoneId calendarZone, TimezoneInfo defined) {
    static final TimeZone UTC = TimeZone.getTimeZone(ZoneOffset.UTC);
    private static final int MAX_ZONE_NAME_LENGTH = 100;
    private static final Set<String> ZONE_IDS = Set.copyOf(ZoneId.getAvailableZoneIds());

    /** Returns the zone of a date with a time. */
    TimeZone zone(ICalProperty property, ICalDate value) throws UnusableEventException {
        if (value.getRawComponents() != null && value.getRawComponents().isUtc()) return UTC;
        var assigned = defined.getTimezone(property);
        var name = assigned == null ? property.getParameters().getTimezoneId() : assigned.getGlobalId();
        if (assigned != null && assigned.getComponent() != null) name = assigned.getComponent().getTimezoneId().getValue();
        if (name == null) return TimeZone.getTimeZone(calendarZone);
        var zoneId = findZone(name);
        if (zoneId != null) return TimeZone.getTimeZone(zoneId);
        // The TZID is defined by a VTIMEZONE in the file.
        if (assigned == null) throw new UnusableEventException("unknown-zone");
        return assigned.getTimeZone();
    }

    /** Finds the IANA zone in a prefixed TZID: {@code /example.org/Europe/Berlin} is Europe/Berlin. */
    private static @Nullable ZoneId findZone(String name) {
        if (name.length() > MAX_ZONE_NAME_LENGTH) return null;
        for (var rest = name; !rest.isEmpty(); rest = rest.substring(Math.max(0, rest.indexOf('/')) + 1)) {
            if (ZONE_IDS.contains(rest)) return ZoneId.of(rest);
            if (rest.indexOf('/') < 0) return null;
        }
        return null;
    }

    static Instant instant(ICalDate date, TimeZone zone) {
        var components = date.getRawComponents();
        if (!date.hasTime())
            components = new DateTimeComponents(components.getYear(), components.getMonth(), components.getDate(), 0, 0, 0,
                    false);
        return components.toDate(zone).toInstant();
    }
}
