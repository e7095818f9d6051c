package io.amparo.sla.calendar;

import io.amparo.platform.web.ApiException;
import io.amparo.sla.holiday.HolidaySet;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A calendar in JSON. Invalid values are rejected with an {@link ApiException} that names the field. */
public record CalendarJson(@Nullable String zone, @Nullable List<WeeklyWindowJson> windows, @Nullable List<String> holidaySets,
        @Nullable List<DatedWindowJson> closures, @Nullable List<DatedWindowJson> openings) {

    /** A weekly window; {@code to <= from} runs over midnight, {@code 24:00} is allowed. */
    public record WeeklyWindowJson(@Nullable List<String> days, @Nullable String from, @Nullable String to) {}

    /** A closure or opening on one date; the whole date if the times are missing. Explanations show the name. */
    public record DatedWindowJson(@Nullable String date, @Nullable String from, @Nullable String to, @Nullable String name) {
        public static DatedWindowJson of(DatedWindow window) {
            return new DatedWindowJson(window.date().toString(), window.from().toString(), window.to().toString(), window.name());
        }
    }

    public static final int MAX_ITEMS = 2_000;
    public static final int MAX_NAME_LENGTH = 200;

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

    /** @param path prefix of this calendar's fields in the request, such as {@code calendar.} */
    public BusinessCalendar calendar(String path) {
        var week = parseList(path + "windows", windows,
                (itemPath, window) -> new WorkingWindow(
                        parseList(itemPath + ".days", window.days, (dayPath, name) -> parse(dayPath, name, DayOfWeek::valueOf))
                                .stream().collect(Collectors.toSet()),
                        parse(itemPath + ".from", window.from, TimeOfDay::parse),
                        parse(itemPath + ".to", window.to, TimeOfDay::parse)));
        var sets = parseList(path + "holidaySets", holidaySets, (itemPath, code) -> HolidaySet.find(code).orElseThrow(
                () -> ApiException.invalid(itemPath, "unknown-holiday-set", String.join(", ", HolidaySet.suggestions(code)))));
        var zoneId = parse(path + "zone", zone, ZoneId::of);
        var closedWindows = parseList(path + "closures", closures, CalendarJson::datedWindow);
        var openWindows = parseList(path + "openings", openings, CalendarJson::datedWindow);
        try {
            return new BusinessCalendar(new CalendarRules(zoneId, week, sets, closedWindows, openWindows));
        } catch (IllegalArgumentException neverOpen) {
            throw ApiException.invalid(path + "windows", "never-open");
        }
    }

    private static DatedWindow datedWindow(String path, DatedWindowJson span) {
        var from = span.from == null ? TimeOfDay.MIDNIGHT : parse(path + ".from", span.from, TimeOfDay::parse);
        var to = span.to == null ? TimeOfDay.END_OF_DAY : parse(path + ".to", span.to, TimeOfDay::parse);
        var date = date(path + ".date", span.date);
        if (span.name != null) checkLength(path + ".name", span.name);
        return translateErrors(path + ".from", "malformed", () -> new DatedWindow(date, from, to, span.name));
    }

    private static String checkLength(String field, String name) {
        if (name.length() > MAX_NAME_LENGTH) throw ApiException.invalid(field, "too-long", MAX_NAME_LENGTH);
        return name;
    }

    /** Parses the display name of a calendar, plan or product: not blank, at most 200 characters. */
    public static String name(String field, @Nullable String text) {
        var name = parse(field, text, it -> it);
        if (name.isBlank()) throw ApiException.invalid(field, "required");
        return checkLength(field, name);
    }

    /** Parses a date within the years that calendars support. */
    public static LocalDate date(String field, @Nullable String text) {
        var date = parse(field, text, LocalDate::parse);
        if (date.isBefore(BusinessCalendar.FIRST_DATE) || !date.isBefore(BusinessCalendar.END_DATE))
            throw ApiException.invalid(field, "out-of-range");
        return date;
    }

    /** Parses an instant within the years that calendars support. */
    public static OffsetDateTime instant(String field, @Nullable String text) {
        var instant = parse(field, text, OffsetDateTime::parse);
        if (!BusinessCalendar.supports(instant.toInstant())) throw ApiException.invalid(field, "out-of-range");
        return instant;
    }

    /** Parses a duration of at most a century, the longest that a calendar calculates. */
    public static Duration duration(String field, @Nullable String text) {
        var duration = parse(field, text, Duration::parse);
        if (duration.compareTo(BusinessCalendar.MAX_BUDGET) > 0) throw ApiException.invalid(field, "no-open-time");
        return duration;
    }

    /** Parses one item of a list. */
    public interface ItemParser<A, B> {
        B parse(String path, A value);
    }

    /** Parses a list of at most 2,000 items; an invalid item is reported by its index. */
    public static <A, B> List<B> parseList(String path, @Nullable List<A> values, ItemParser<A, B> parser) {
        var items = new ArrayList<B>();
        if (values == null) return items;
        if (values.size() > MAX_ITEMS) throw ApiException.invalid(path, "too-many", MAX_ITEMS);
        for (int i = 0; i < values.size(); i++) {
            var itemPath = path + "[" + i + "]";
            var value = values.get(i);
            if (value == null) throw ApiException.malformed(itemPath, "required");
            items.add(translateErrors(itemPath, "malformed", () -> parser.parse(itemPath, value)));
        }
        return items;
    }

    /** Parses one required field of a request. */
    public static <T> T parse(String field, @Nullable String text, Function<String, T> parse) {
        if (text == null) throw ApiException.malformed(field, "required");
        return translateErrors(field, "malformed", () -> parse.apply(text));
    }

    /**
     * Translates domain exceptions to problems of this field. A value outside the supported time range is well-formed and becomes
     * 422 (invalid); any other rejected value becomes 400 (malformed) with this code.
     */
    public static <T> T translateErrors(String field, String code, Supplier<T> supplier) {
        try {
            return supplier.get();
        } catch (NoOpenTimeException e) {
            throw ApiException.invalid(field, e.code());
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw ApiException.malformed(field, code);
        }
    }
}
