package io.amparo.sla.icalendar;

import biweekly.component.VEvent;
import biweekly.property.RecurrenceDates;
import biweekly.property.RecurrenceRule;
import biweekly.util.Frequency;
import biweekly.util.ICalDate;
import biweekly.util.Period;
import biweekly.util.Recurrence;
import io.amparo.platform.Adapter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Computes the occurrences of events until a date. Counts them over all events of a file. */
@Adapter
final class Occurrences {
    private static final int MAX_OCCURRENCES = 100_000;
    private static final Set<Frequency> SUB_DAILY = Set.of(Frequency.SECONDLY, Frequency.MINUTELY, Frequency.HOURLY);
    private static final List<String> RECURRENCE_PROPERTIES = List.of("RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID");

    private final Instant stop;
    private int count;

    Occurrences(LocalDate lastDate) {
        this.stop = lastDate.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /**
     * Returns the starts of the occurrences with their durations.
     *
     * @throws UnusableEventException if a part of the recurrence is not understood: the others would be wrong closures
     * @throws IllegalArgumentException if the file has more than 100,000 occurrences
     */
    NavigableMap<Instant, Duration> of(EventTime time) throws UnusableEventException {
        requireReadable(time);
        var event = time.event();
        var occurrences = new TreeMap<Instant, Duration>();
        occurrences.put(time.start(), time.duration());
        if (event.getRecurrenceRule() != null && event.getRecurrenceRule().getValue() != null)
            addRecurrence(event.getRecurrenceRule().getValue(), time, occurrences);
        for (var rdate : event.getRecurrenceDates()) {
            for (var date : rdate.getDates()) occurrences.put(time.instant(rdate, date), time.duration());
            for (var period : rdate.getPeriods()) addPeriod(rdate, period, time, occurrences);
        }
        for (var exdate : event.getExceptionDates())
            for (var date : exdate.getValues()) time.matching(occurrences, exdate, date).clear();
        return occurrences;
    }

    static boolean isRecurring(VEvent event) {
        return event.getRecurrenceRule() != null || !event.getRecurrenceDates().isEmpty() || !event.getExceptionDates().isEmpty();
    }

    /** biweekly keeps what it cannot read as a raw property, and reads no EXRULE, RSCALE or second RRULE of an event. */
    private static void requireReadable(EventTime time) throws UnusableEventException {
        var event = time.event();
        var rules = event.getProperties(RecurrenceRule.class);
        if (RECURRENCE_PROPERTIES.stream().anyMatch(name -> !event.getExperimentalProperties(name).isEmpty())
                || !event.getExceptionRules().isEmpty() || rules.size() > 1
                || rules.stream().map(rule -> rule.getValue())
                        .anyMatch(rule -> rule == null || rule.getFrequency() == null || !rule.getXRules().isEmpty()))
            throw new UnusableEventException("recurrence");
    }

    private void addPeriod(RecurrenceDates rdate, Period period, EventTime time, NavigableMap<Instant, Duration> occurrences)
            throws UnusableEventException {
        var start = time.instant(rdate, period.getStartDate());
        var duration = period.getDuration() == null
                ? Duration.between(start, time.instant(rdate, period.getEndDate()))
                : Duration.ofMillis(period.getDuration().toMillis());
        if (time.wholeDays() || !duration.isPositive()) throw new UnusableEventException("recurrence");
        occurrences.put(start, duration);
    }

    private void addRecurrence(Recurrence rule, EventTime time, NavigableMap<Instant, Duration> occurrences)
            throws UnusableEventException {
        if (SUB_DAILY.contains(rule.getFrequency()) || !rule.getByHour().isEmpty() || !rule.getByMinute().isEmpty()
                || !rule.getBySecond().isEmpty())
            throw new UnusableEventException("frequency");
        var until = rule.getUntil();
        var end = until == null
                ? Instant.MAX
                : until.hasTime()
                        ? EventZones.instant(until, until.getRawComponents().isUtc() ? EventZones.UTC : time.zone())
                        : EventZones.instant(until, time.zone()).plus(Duration.ofDays(1)).minusMillis(1);
        var starts = new Recurrence.Builder(rule).until((ICalDate) null).build().getDateIterator(Date.from(time.start()),
                time.zone());
        while (starts.hasNext()) {
            var start = starts.next().toInstant();
            if (start.isAfter(end) || start.isAfter(stop)) return;
            if (++count > MAX_OCCURRENCES) throw new IllegalArgumentException("file has too many occurrences");
            occurrences.put(start, time.duration());
        }
    }
}
