package io.amparo.sla.icalendar;

import biweekly.component.VEvent;
import io.amparo.platform.Adapter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * The events of one UID: a recurring or single event, and those that override its occurrences. Only the newest version of each
 * counts: the highest SEQUENCE, then the latest DTSTAMP.
 *
 * @param masters usually one; several only if their versions are equal
 * @param overrides events with a RECURRENCE-ID
 * @param superseded older versions
 */
@Adapter
record EventSeries(List<VEvent> masters, List<VEvent> overrides, List<VEvent> superseded) {
    private static final Comparator<VEvent> BY_VERSION = Comparator.comparing(EventSeries::sequence)
            .thenComparing(EventSeries::stamp);

    /** Events without a UID are series of their own. */
    static Collection<EventSeries> of(List<VEvent> events) {
        var byUid = new LinkedHashMap<Object, List<VEvent>>();
        for (var event : events) {
            var uid = event.getUid() == null ? null : event.getUid().getValue();
            byUid.computeIfAbsent(uid == null ? new Object() : uid, _ -> new ArrayList<>()).add(event);
        }
        return byUid.values().stream().map(EventSeries::ofOneUid).toList();
    }

    private static EventSeries ofOneUid(List<VEvent> events) {
        var newest = new HashMap<Object, VEvent>();
        events.forEach(event -> newest.merge(occurrence(event), event, BinaryOperator.maxBy(BY_VERSION)));
        var isCurrent = events.stream()
                .collect(Collectors.partitioningBy(event -> BY_VERSION.compare(event, newest.get(occurrence(event))) == 0));
        var overrides = isCurrent.get(true).stream().collect(Collectors.partitioningBy(event -> event.getRecurrenceId() != null));
        return new EventSeries(overrides.get(false), overrides.get(true), isCurrent.get(false));
    }

    /** Returns what an event describes: the occurrence that it overrides, or the whole series. */
    private static Object occurrence(VEvent event) {
        var id = event.getRecurrenceId();
        return id == null ? "" : Arrays.asList(id.getValue().getRawComponents(), id.getParameters().getTimezoneId());
    }

    /** Returns whether the series was cancelled after this override. */
    boolean cancels(VEvent override) {
        return !masters.isEmpty() && masters.stream().allMatch(master -> master.getStatus() != null
                && master.getStatus().isCancelled() && sequence(master) >= sequence(override));
    }

    private static int sequence(VEvent event) {
        var sequence = event.getSequence() == null ? null : event.getSequence().getValue();
        return sequence == null ? 0 : sequence;
    }

    private static Instant stamp(VEvent event) {
        var stamp = event.getDateTimeStamp() == null ? null : event.getDateTimeStamp().getValue();
        return stamp == null ? Instant.MIN : stamp.toInstant();
    }
}
