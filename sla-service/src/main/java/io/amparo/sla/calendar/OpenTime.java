package io.amparo.sla.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Turns a calendar's rules into instants: the week, less closures and holidays, plus openings. */
final class OpenTime {
    private record Span(long from, long to) {}

    private final CalendarRules rules;
    private final ZoneRules zone;

    OpenTime(CalendarRules rules) {
        this.rules = rules;
        zone = rules.zone().getRules();
    }

    /** Open time in {@code [from, to)}, milliseconds of the epoch. */
    Stretch between(long from, long to) {
        // Some days on either side: no window is longer than a day and no offset wider than one.
        var first = LocalDate.ofInstant(Instant.ofEpochMilli(from), ZoneOffset.UTC).minusDays(3);
        var last = LocalDate.ofInstant(Instant.ofEpochMilli(to), ZoneOffset.UTC).plusDays(3);
        var week = union(first.datesUntil(last).flatMap(this::windowsOf).toList());
        var closed = union(Stream.concat(rules.closures().stream(), holidays(first, last)).filter(within(first, last))
                .map(this::closed).toList());
        var open = new ArrayList<>(less(week, closed));
        rules.openings().stream().filter(within(first, last)).map(this::opened).forEach(open::add);
        return new Stretch(union(open).stream().map(span -> new Span(Math.max(span.from, from), Math.min(span.to, to)))
                .filter(span -> span.from < span.to).flatMapToLong(span -> LongStream.of(span.from, span.to)).toArray());
    }

    private static Predicate<DatedWindow> within(LocalDate first, LocalDate last) {
        return window -> !window.date().isBefore(first) && !window.date().isAfter(last);
    }

    private Stream<DatedWindow> holidays(LocalDate first, LocalDate last) {
        return IntStream.rangeClosed(first.getYear(), last.getYear()).boxed()
                .flatMap(year -> rules.holidaySets().stream().flatMap(set -> set.of(year).stream()));
    }

    private Stream<Span> windowsOf(LocalDate date) {
        return rules.windows().stream().filter(window -> window.days().contains(date.getDayOfWeek()))
                .map(window -> opened(new DatedWindow(date, window.from(), window.to())));
    }

    private Span opened(DatedWindow window) {
        return new Span(window.from().starts(window.date(), zone).toEpochMilli(),
                window.to().ends(window.overMidnight() ? window.date().plusDays(1) : window.date(), zone).toEpochMilli());
    }

    /** A closure closes local time of its own date: the 24:00 of a date is where the next one begins, also where midnight comes twice. */
    private Span closed(DatedWindow window) {
        var nextDay = TimeOfDay.MIDNIGHT.starts(window.date().plusDays(1), zone).toEpochMilli();
        var span = opened(window);
        return window.overMidnight() ? span : new Span(span.from, Math.min(span.to, nextDay));
    }

    private static List<Span> union(List<Span> spans) {
        var merged = new ArrayList<Span>();
        for (var span : spans.stream().filter(s -> s.from < s.to).sorted(Comparator.comparingLong(Span::from)).toList()) {
            var last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && span.from <= last.to)
                merged.set(merged.size() - 1, new Span(last.from, Math.max(last.to, span.to)));
            else
                merged.add(span);
        }
        return merged;
    }

    /** Both sorted and disjoint. */
    private static List<Span> less(List<Span> spans, List<Span> holes) {
        var rest = new ArrayList<Span>();
        int next = 0;
        for (var span : spans) {
            long from = span.from;
            while (next < holes.size() && holes.get(next).to <= from)
                next++;
            for (int i = next; i < holes.size() && holes.get(i).from < span.to; i++) {
                if (holes.get(i).from > from) rest.add(new Span(from, holes.get(i).from));
                from = Math.max(from, holes.get(i).to);
            }
            if (from < span.to) rest.add(new Span(from, span.to));
        }
        return rest;
    }
}
