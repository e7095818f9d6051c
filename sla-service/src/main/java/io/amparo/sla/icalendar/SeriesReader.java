package io.amparo.sla.icalendar;

import biweekly.component.VEvent;
import biweekly.parameter.Range;
import io.amparo.platform.Adapter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Computes the occurrences of each event of a series. An override takes its occurrence from the series, or also all later ones.
 */
@Adapter
final class SeriesReader {
    /** The occurrences of one event, by their starts. */
    record Result(VEvent event, boolean wholeDays, NavigableMap<Instant, Duration> occurrences) {}

    private final EventZones zones;
    private final Occurrences occurrences;
    /** Why an event is unusable; a code of the messages {@code import.<code>}. */
    private final Map<VEvent, String> reasons = new IdentityHashMap<>();
    private final List<Result> results = new ArrayList<>();

    SeriesReader(EventZones zones, Occurrences occurrences) {
        this.zones = zones;
        this.occurrences = occurrences;
    }

    Map<VEvent, String> reasons() {
        return reasons;
    }

    List<Result> results() {
        return results;
    }

    void read(EventSeries series) {
        series.superseded().forEach(event -> reasons.put(event, "superseded"));
        for (var override : series.overrides()) {
            if (series.cancels(override))
                reasons.put(override, "cancelled");
            else if (override.getRecurrenceId().getRange() == null) readOrReport(override, () -> results.add(single(override)));
        }
        for (var master : series.masters()) readOrReport(master, () -> readMaster(master, series));
        // Without its series, an override of several occurrences means nothing.
        for (var override : series.overrides())
            if (override.getRecurrenceId().getRange() != null && results.stream().noneMatch(result -> result.event() == override))
                reasons.putIfAbsent(override, "recurrence");
    }

    private interface Reading {
        void run() throws UnusableEventException;
    }

    private void readOrReport(VEvent event, Reading reading) {
        try {
            reading.run();
        } catch (UnusableEventException e) {
            reasons.put(event, String.valueOf(e.getMessage()));
        }
    }

    private Result single(VEvent event) throws UnusableEventException {
        var time = EventTime.of(event, zones);
        return new Result(event, time.wholeDays(), occurrences.of(time));
    }

    /** If one override is not understood, no occurrence of the series is certain. */
    private void readMaster(VEvent master, EventSeries series) throws UnusableEventException {
        var time = EventTime.of(master, zones);
        var remaining = occurrences.of(time);
        var ranges = new TreeMap<Instant, VEvent>();
        for (var override : series.overrides()) {
            var id = override.getRecurrenceId();
            if (id.getRange() == null)
                time.matching(remaining, id, id.getValue()).clear();
            else if (Range.THIS_AND_FUTURE.equals(id.getRange()))
                ranges.put(time.instant(id, id.getValue()), override);
            else
                throw new UnusableEventException("recurrence");
        }
        var moved = new ArrayList<Result>();
        for (var range : ranges.descendingMap().entrySet()) {
            var taken = remaining.tailMap(range.getKey(), true);
            moved.add(move(range.getValue(), range.getKey(), taken.navigableKeySet().stream().toList(), time.wholeDays()));
            taken.clear();
        }
        results.add(new Result(master, time.wholeDays(), remaining));
        results.addAll(moved);
    }

    /** Moves occurrences by as much wall-clock time as an override moves its own. */
    private Result move(VEvent override, Instant from, List<Instant> starts, boolean wholeDays) throws UnusableEventException {
        var moved = new TreeMap<Instant, Duration>();
        if (override.getStatus() != null && override.getStatus().isCancelled()) {
            reasons.put(override, "cancelled");
            return new Result(override, wholeDays, moved);
        }
        EventTime time;
        try {
            time = EventTime.of(override, zones);
        } catch (UnusableEventException e) {
            reasons.put(override, String.valueOf(e.getMessage()));
            throw new UnusableEventException("recurrence");
        }
        if (time.wholeDays() != wholeDays || Occurrences.isRecurring(override)) throw new UnusableEventException("recurrence");
        var shift = Duration.between(EventZones.local(from, time.zone()), EventZones.local(time.start(), time.zone()));
        for (var start : starts) {
            var local = EventZones.local(start, time.zone()).plus(shift);
            moved.put(EventZones.instant(local, time.zone()), time.duration());
        }
        return new Result(override, wholeDays, moved);
    }
}
