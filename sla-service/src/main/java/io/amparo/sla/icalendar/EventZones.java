package io.amparo.sla.icalendar;

import biweekly.io.TimezoneInfo;
import biweekly.property.ICalProperty;
import biweekly.util.DateTimeComponents;
import biweekly.util.ICalDate;
import io.amparo.platform.Adapter;
import java.time.Instant;
import java.time.LocalDateTime;
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
        if (assigned != null) return assigned.getTimeZone();
        // Outlook and Exchange name zones as Windows does. CLDR knows the zone of each name; 001 is the world.
        var windowsZone = name.length() > MAX_ZONE_NAME_LENGTH ? null : com.ibm.icu.util.TimeZone.getIDForWindowsID(name, "001");
        if (windowsZone == null || !ZONE_IDS.contains(windowsZone)) throw new UnusableEventException("unknown-zone");
        return TimeZone.getTimeZone(windowsZone);
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

    /** Returns the date and time as written, without its zone. */
    static LocalDateTime local(ICalDate date) {
        var at = date.getRawComponents();
        return LocalDateTime.of(at.getYear(), at.getMonth(), at.getDate(), at.getHour(), at.getMinute(), at.getSecond());
    }

    static LocalDateTime local(Instant instant, TimeZone zone) {
        return LocalDateTime.ofInstant(instant.plusMillis(zone.getOffset(instant.toEpochMilli())), ZoneOffset.UTC);
    }

    static Instant instant(LocalDateTime local, TimeZone zone) {
        return new DateTimeComponents(local.getYear(), local.getMonthValue(), local.getDayOfMonth(), local.getHour(),
                local.getMinute(), local.getSecond(), false).toDate(zone).toInstant();
    }

    static Instant instant(ICalDate date, TimeZone zone) {
        var components = date.getRawComponents();
        if (!date.hasTime())
            components = new DateTimeComponents(components.getYear(), components.getMonth(), components.getDate(), 0, 0, 0,
                    false);
        return components.toDate(zone).toInstant();
    }
}
