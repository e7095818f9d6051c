package io.amparo.sla.calendar;

import io.amparo.platform.web.ApiProblem;
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

/** A calendar in JSON. Invalid values are rejected with an {@link ApiProblem} that names the field. */
public record CalendarText(@Nullable String zone, @Nullable List<Week> windows, @Nullable List<String> holidaySets,
        @Nullable List<Span> closures, @Nullable List<Span> openings) {

    /** A weekly window; {@code to <= from} runs over midnight, {@code 24:00} is allowed. */
    public record Week(@Nullable List<String> days, @Nullable String from, @Nullable String to) {}

    /** A closure or opening on one date; the whole date if the times are missing. Explanations show the name. */
    public record Span(@Nullable String date, @Nullable String from, @Nullable String to, @Nullable String name) {
        public static Span of(DatedWindow window) {
            return new Span(window.date().toString(), window.from().toString(), window.to().toString(), window.name());
        }
    }

    public static final int MOST = 2_000;
    public static final int LONGEST_NAME = 200;

    public static CalendarText of(CalendarRules rules) {
        return new CalendarText(rules.zone().getId(),
                rules.windows().stream()
                        .map(window -> new Week(window.days().stream().sorted().map(DayOfWeek::name).toList(),
                                window.from().toString(), window.to().toString()))
                        .toList(),
                rules.holidaySets().stream().map(HolidaySet::code).toList(), spans(rules.closures()), spans(rules.openings()));
    }

    private static List<Span> spans(List<DatedWindow> windows) {
        return windows.stream().map(Span::of).toList();
    }

    /** @param path prefix of this calendar's fields in the request, such as {@code calendar.} */
    public BusinessCalendar calendar(String path) {
        var week = each(path + "windows", windows,
                (at, window) -> new WorkingWindow(
                        each(at + ".days", window.days, (day, name) -> parsed(day, name, DayOfWeek::valueOf)).stream()
                                .collect(Collectors.toSet()),
                        parsed(at + ".from", window.from, TimeOfDay::parse), parsed(at + ".to", window.to, TimeOfDay::parse)));
        var sets = each(path + "holidaySets", holidaySets, (at, code) -> HolidaySet.find(code)
                .orElseThrow(() -> ApiProblem.invalid(at, "unknown-holiday-set", String.join(", ", HolidaySet.near(code)))));
        var where = parsed(path + "zone", zone, ZoneId::of);
        var closed = each(path + "closures", closures, CalendarText::dated);
        var open = each(path + "openings", openings, CalendarText::dated);
        try {
            return new BusinessCalendar(new CalendarRules(where, week, sets, closed, open));
        } catch (IllegalArgumentException neverOpen) {
            throw ApiProblem.invalid(path + "windows", "never-open");
        }
    }

    private static DatedWindow dated(String at, Span span) {
        var from = span.from == null ? TimeOfDay.MIDNIGHT : parsed(at + ".from", span.from, TimeOfDay::parse);
        var to = span.to == null ? TimeOfDay.END_OF_DAY : parsed(at + ".to", span.to, TimeOfDay::parse);
        var date = date(at + ".date", span.date);
        if (span.name != null) bounded(at + ".name", span.name);
        return understood(at + ".from", "malformed", () -> new DatedWindow(date, from, to, span.name));
    }

    private static String bounded(String field, String name) {
        if (name.length() > LONGEST_NAME) throw ApiProblem.invalid(field, "too-long", LONGEST_NAME);
        return name;
    }

    /** Parses the display name of a calendar, plan or product: not blank, at most 200 characters. */
    public static String name(String field, @Nullable String text) {
        var name = parsed(field, text, it -> it);
        if (name.isBlank()) throw ApiProblem.invalid(field, "required");
        return bounded(field, name);
    }

    /** Parses a date within the years that calendars support. */
    public static LocalDate date(String field, @Nullable String text) {
        var date = parsed(field, text, LocalDate::parse);
        if (date.isBefore(BusinessCalendar.FIRST_DATE) || !date.isBefore(BusinessCalendar.END_DATE))
            throw ApiProblem.invalid(field, "out-of-range");
        return date;
    }

    /** Parses an instant within the years that calendars support. */
    public static OffsetDateTime instant(String field, @Nullable String text) {
        var read = parsed(field, text, OffsetDateTime::parse);
        if (!BusinessCalendar.reckons(read.toInstant())) throw ApiProblem.invalid(field, "out-of-range");
        return read;
    }

    /** Parses a duration of at most a century, the longest that a calendar calculates. */
    public static Duration duration(String field, @Nullable String text) {
        var read = parsed(field, text, Duration::parse);
        if (read.compareTo(BusinessCalendar.LONGEST) > 0) throw ApiProblem.invalid(field, "no-open-time");
        return read;
    }

    /** Parses one item of a list. */
    public interface Read<A, B> {
        B at(String path, A value);
    }

    /** Parses a list of at most 2,000 items; an invalid item is reported by its index. */
    public static <A, B> List<B> each(String path, @Nullable List<A> values, Read<A, B> read) {
        var all = new ArrayList<B>();
        if (values == null) return all;
        if (values.size() > MOST) throw ApiProblem.invalid(path, "too-many", MOST);
        for (int i = 0; i < values.size(); i++) {
            var at = path + "[" + i + "]";
            var value = values.get(i);
            if (value == null) throw ApiProblem.malformed(at, "required");
            all.add(understood(at, "malformed", () -> read.at(at, value)));
        }
        return all;
    }

    /** Parses one required field of a request. */
    public static <T> T parsed(String field, @Nullable String text, Function<String, T> parse) {
        if (text == null) throw ApiProblem.malformed(field, "required");
        return understood(field, "malformed", () -> parse.apply(text));
    }

    /**
     * Translates domain exceptions to problems of this field. A value outside the supported time range is well-formed and becomes
     * 422 (invalid); any other rejected value becomes 400 (malformed) with this code.
     */
    public static <T> T understood(String field, String code, Supplier<T> meant) {
        try {
            return meant.get();
        } catch (OutOfTime unknown) {
            throw ApiProblem.invalid(field, unknown.code());
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException refused) {
            throw ApiProblem.malformed(field, code);
        }
    }
}
