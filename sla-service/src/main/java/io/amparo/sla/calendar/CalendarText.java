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

/** A calendar as it is written in JSON. What cannot be understood is refused by the name of its field. */
public record CalendarText(@Nullable String zone, @Nullable List<Week> windows, @Nullable List<String> holidaySets,
        @Nullable List<Span> closures, @Nullable List<Span> openings) {

    /** {@code to <= from} runs over midnight; {@code 24:00} is legal. */
    public record Week(@Nullable List<String> days, @Nullable String from, @Nullable String to) {}

    /** The whole date where no times are given; explanations call it by its name. */
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

    /** @param path where this calendar stands in the request, such as {@code calendar.} */
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

    /** What people call a calendar, a plan or a product. */
    public static String name(String field, @Nullable String text) {
        var name = parsed(field, text, it -> it);
        if (name.isBlank()) throw ApiProblem.invalid(field, "required");
        return bounded(field, name);
    }

    /** A date of the years that calendars reckon with. */
    public static LocalDate date(String field, @Nullable String text) {
        var date = parsed(field, text, LocalDate::parse);
        if (date.isBefore(BusinessCalendar.FIRST_DATE) || !date.isBefore(BusinessCalendar.END_DATE))
            throw ApiProblem.invalid(field, "out-of-range");
        return date;
    }

    /** An instant of the years that calendars reckon with. */
    public static OffsetDateTime instant(String field, @Nullable String text) {
        var read = parsed(field, text, OffsetDateTime::parse);
        if (!BusinessCalendar.reckons(read.toInstant())) throw ApiProblem.invalid(field, "out-of-range");
        return read;
    }

    /** A duration that a calendar may be asked to count. */
    public static Duration duration(String field, @Nullable String text) {
        var read = parsed(field, text, Duration::parse);
        if (read.compareTo(BusinessCalendar.LONGEST) > 0) throw ApiProblem.invalid(field, "no-open-time");
        return read;
    }

    /** Reads one of a list. */
    public interface Read<A, B> {
        B at(String path, A value);
    }

    /** Reads a list; what cannot be understood is named by its place. */
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

    /** Reads one field of a request. */
    public static <T> T parsed(String field, @Nullable String text, Function<String, T> parse) {
        if (text == null) throw ApiProblem.malformed(field, "required");
        return understood(field, "malformed", () -> parse.apply(text));
    }

    /** What the domain refuses is the field's fault; what it cannot reckon is well written, and refused as such. */
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
