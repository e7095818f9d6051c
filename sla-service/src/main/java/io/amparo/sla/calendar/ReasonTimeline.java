package io.amparo.sla.calendar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A span of time in which each instant has the reason why it is open or closed. A layer replaces what is below it. */
final class ReasonTimeline {
    private record Layer(CalendarReason type, @Nullable String name) {}

    private final TreeMap<Long, Layer> layers = new TreeMap<>();
    private final long end;

    /** Creates a closed span of epoch milliseconds. */
    ReasonTimeline(long start, long end) {
        this.end = end;
        layers.put(start, new Layer(CalendarReason.CLOSED, null));
    }

    void overlay(long from, long to, CalendarReason type, @Nullable String name) {
        long begin = Math.max(from, layers.firstKey()), stop = Math.min(to, end);
        if (begin >= stop) return;
        var layerAfter = layers.floorEntry(stop).getValue();
        layers.subMap(begin, stop).clear();
        layers.put(begin, new Layer(type, name));
        if (stop < end) layers.putIfAbsent(stop, layerAfter);
    }

    /** Returns the open intervals, in milliseconds since the start. */
    OpenIntervals openIntervals() {
        var bounds = IntStream.builder();
        long start = layers.firstKey();
        boolean open = false;
        for (var entry : layers.entrySet()) {
            if (entry.getValue().type.counted() == open) continue;
            bounds.add((int) (entry.getKey() - start));
            open = !open;
        }
        if (open) bounds.add((int) (end - start));
        return new OpenIntervals(bounds.build().toArray());
    }

    /** Returns all intervals with their reasons. Adjacent intervals with the same reason are merged. */
    List<CalendarStep> steps() {
        var steps = new ArrayList<CalendarStep>();
        var entries = new ArrayList<>(layers.entrySet());
        for (int i = 0; i < entries.size(); i++) {
            var layer = entries.get(i).getValue();
            int next = i + 1;
            while (next < entries.size() && entries.get(next).getValue().equals(layer))
                next++;
            long stop = next < entries.size() ? entries.get(next).getKey() : end;
            steps.add(new CalendarStep(Instant.ofEpochMilli(entries.get(i).getKey()), Instant.ofEpochMilli(stop), layer.type,
                    layer.name));
            i = next - 1;
        }
        return steps;
    }
}
