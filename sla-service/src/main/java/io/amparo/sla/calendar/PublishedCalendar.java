package io.amparo.sla.calendar;

import io.amparo.events.sladefinition.SlaDefinitionEvent;
import io.amparo.events.sladefinition.SlaDefinitionEvent.CalendarPublished;
import io.amparo.events.sladefinition.SlaDefinitionEvent.Window;
import io.amparo.sla.holiday.HolidaySet;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One version of a named calendar; immutable after publication. */
public record PublishedCalendar(String id, int version, String name, BusinessCalendar calendar, Instant publishedAt) {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** Validates an id of a calendar or plan; ids are part of Kafka keys and URLs. */
    public static String requireValidId(String text) {
        if (!ID.matcher(text).matches()) throw new IllegalArgumentException("not a valid id: " + text);
        return text;
    }

    public static PublishedCalendar of(CalendarPublished event) {
        var rules = new CalendarRules(ZoneId.of(event.zone()), event.windows().stream().map(PublishedCalendar::window).toList(),
                event.holidaySets().stream().map(HolidaySet::named).toList(), fromEvent(event.closures()),
                fromEvent(event.openings()));
        return new PublishedCalendar(event.calendarId(), event.version(), event.name(), new BusinessCalendar(rules),
                event.publishedAt());
    }

    public CalendarPublished event() {
        var rules = calendar.rules();
        return new CalendarPublished(id, version, name, rules.zone().getId(),
                rules.windows().stream().map(PublishedCalendar::window).toList(),
                rules.holidaySets().stream().map(HolidaySet::code).toList(), toEvent(rules.closures()), toEvent(rules.openings()),
                publishedAt);
    }

    /** Returns the same version calculated with these zone rules. */
    public PublishedCalendar withZoneRules(ZoneRules zoneRules) {
        return new PublishedCalendar(id, version, name, calendar.withZoneRules(zoneRules), publishedAt);
    }

    public ZoneId zone() {
        return calendar.rules().zone();
    }

    private static WorkingWindow window(Window window) {
        return new WorkingWindow(window.days().stream().map(DayOfWeek::valueOf).collect(Collectors.toSet()),
                TimeOfDay.parse(window.from()), TimeOfDay.parse(window.to()));
    }

    private static Window window(WorkingWindow window) {
        return new Window(window.days().stream().sorted().map(DayOfWeek::name).toList(), window.from().toString(),
                window.to().toString());
    }

    private static List<DatedWindow> fromEvent(List<SlaDefinitionEvent.DatedWindow> windows) {
        return windows.stream().map(w -> new DatedWindow(w.date(), TimeOfDay.parse(w.from()), TimeOfDay.parse(w.to()), w.name()))
                .toList();
    }

    private static List<SlaDefinitionEvent.DatedWindow> toEvent(List<DatedWindow> windows) {
        return windows.stream()
                .map(w -> new SlaDefinitionEvent.DatedWindow(w.date(), w.from().toString(), w.to().toString(), w.name()))
                .toList();
    }
}
