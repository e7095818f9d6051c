package io.amparo.sla.calendar;

import static io.amparo.sla.request.RequestFields.checkLength;
import static io.amparo.sla.request.RequestFields.parse;
import static io.amparo.sla.request.RequestFields.parseList;
import static io.amparo.sla.request.RequestFields.translateErrors;

import io.amparo.events.FieldLimits;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.OneOf;
import io.amparo.platform.web.Required;
import io.amparo.sla.holiday.HolidaySet;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A calendar in JSON. Invalid values are rejected with an {@link ApiException} that names the field. */
public record CalendarJson(@Required @Nullable String zone, @Nullable List<WeeklyWindowJson> windows,
        @Nullable List<String> holidaySets, @Nullable List<DatedWindowJson> closures, @Nullable List<DatedWindowJson> openings) {
    private static final int MAX_DAYS = 7;

    /** A weekly window; {@code to <= from} runs over midnight, {@code 24:00} is allowed. */
    public record WeeklyWindowJson(@OneOf(DayOfWeek.class) @Nullable List<String> days, @Required @Nullable String from,
            @Required @Nullable String to) {}

    /** A closure or opening on one date; the whole date if the times are missing. Explanations show the name. */
    public record DatedWindowJson(@Required @Nullable String date, @Nullable String from, @Nullable String to,
            @Nullable String name) {
        public static DatedWindowJson of(DatedWindow window) {
            return new DatedWindowJson(window.date().toString(), window.from().toString(), window.to().toString(), window.name());
        }
    }

    public static CalendarJson of(CalendarRules rules) {
        return new CalendarJson(rules.zone().getId(),
                rules.windows().stream()
                        .map(window -> new WeeklyWindowJson(window.days().stream().sorted().map(DayOfWeek::name).toList(),
                                window.from().toString(), window.to().toString()))
                        .toList(),
                rules.holidaySets().stream().map(HolidaySet::code).toList(), datedWindows(rules.closures()),
                datedWindows(rules.openings()));
    }

    private static List<DatedWindowJson> datedWindows(List<DatedWindow> windows) {
        return windows.stream().map(DatedWindowJson::of).toList();
    }

    /**
     * @param path prefix of this calendar's fields in the request, such as {@code calendar.}
     * @param meter limits the work of all calculations of the calendar
     */
    public BusinessCalendar calendar(String path, CompileMeter meter) {
        var week = parseList(path + "windows", windows, (itemPath, window) -> new WorkingWindow(
                parseList(itemPath + ".days", window.days, MAX_DAYS, (dayPath, name) -> parse(dayPath, name, DayOfWeek::valueOf))
                        .stream().collect(Collectors.toSet()),
                parse(itemPath + ".from", window.from, TimeOfDay::parse), parse(itemPath + ".to", window.to, TimeOfDay::parse)));
        var sets = parseList(path + "holidaySets", holidaySets, CalendarRules.MAX_HOLIDAY_SETS,
                (itemPath, code) -> HolidaySet.find(code).orElseThrow(() -> ApiException.invalid(itemPath, "unknown-holiday-set",
                        String.join(", ", HolidaySet.suggestions(code)))));
        var zoneId = parse(path + "zone", zone, ZoneId::of);
        var closedWindows = parseList(path + "closures", closures, CalendarJson::datedWindow);
        var openWindows = parseList(path + "openings", openings, CalendarJson::datedWindow);
        try {
            return new BusinessCalendar(new CalendarRules(zoneId, week, sets, closedWindows, openWindows), meter);
        } catch (CalendarTooLargeException e) {
            throw tooLarge(path + "windows");
        } catch (IllegalArgumentException neverOpen) {
            throw ApiException.invalid(path + "windows", "never-open");
        }
    }

    /** Returns a 422 of this field: the calendar is too large, or too much work for this request. */
    public static ApiException tooLarge(String field) {
        return ApiException.invalid(field, "calendar-too-large", CalendarRules.MAX_INTERVALS_PER_YEAR);
    }

    private static DatedWindow datedWindow(String path, DatedWindowJson span) {
        var from = span.from == null ? TimeOfDay.MIDNIGHT : parse(path + ".from", span.from, TimeOfDay::parse);
        var to = span.to == null ? TimeOfDay.END_OF_DAY : parse(path + ".to", span.to, TimeOfDay::parse);
        var date = CalendarFields.parseDate(path + ".date", span.date);
        if (span.name != null) checkLength(path + ".name", span.name, FieldLimits.NAME);
        return translateErrors(path + ".from", "malformed", () -> new DatedWindow(date, from, to, span.name));
    }
}
