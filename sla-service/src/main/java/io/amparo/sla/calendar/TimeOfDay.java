package io.amparo.sla.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.zone.ZoneRules;
import java.util.regex.Pattern;

/**
 * A wall-clock time from 00:00 to 24:00. Converts itself to an instant, also in gaps and overlaps of a zone's offset transitions.
 */
public record TimeOfDay(int second) implements Comparable<TimeOfDay> {
    private static final Pattern FORM = Pattern.compile("(\\d{2}):(\\d{2})(?::(\\d{2}))?");
    private static final int DAY = 24 * 60 * 60;
    public static final TimeOfDay MIDNIGHT = new TimeOfDay(0);
    public static final TimeOfDay END_OF_DAY = new TimeOfDay(DAY);

    public TimeOfDay {
        if (second < 0 || second > DAY)
            throw new IllegalArgumentException("time of day is not between 00:00 and 24:00: " + second + " s");
    }

    public static TimeOfDay parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) throw new IllegalArgumentException("not a time of day (HH:mm): " + text);
        int hour = Integer.parseInt(form.group(1)), minute = Integer.parseInt(form.group(2));
        int second = form.group(3) == null ? 0 : Integer.parseInt(form.group(3));
        int all = hour * 3600 + minute * 60 + second;
        if (minute > 59 || second > 59 || all > DAY) throw new IllegalArgumentException("not a time of day (HH:mm): " + text);
        return new TimeOfDay(all);
    }

    public static TimeOfDay of(LocalTime time) {
        return new TimeOfDay(time.toSecondOfDay());
    }

    /** Returns the instant if this is the start of a window: in a gap the end of the gap, in an overlap the earlier instant. */
    public Instant starts(LocalDate date, ZoneRules rules) {
        return on(date, rules, 0);
    }

    /** Returns the instant if this is the end of a window: in a gap the end of the gap, in an overlap the later instant. */
    Instant ends(LocalDate date, ZoneRules rules) {
        return on(date, rules, 1);
    }

    private Instant on(LocalDate date, ZoneRules rules, int choice) {
        var local = date.atStartOfDay().plusSeconds(second);
        var offsets = rules.getValidOffsets(local);
        return switch (offsets.size()) {
            case 0 -> rules.getTransition(local).getInstant();
            case 1 -> local.toInstant(offsets.getFirst());
            default -> local.toInstant(offsets.get(choice));
        };
    }

    @Override
    public int compareTo(TimeOfDay other) {
        return Integer.compare(second, other.second);
    }

    @Override
    public String toString() {
        int minutes = second / 60, rest = second % 60;
        return rest == 0
                ? "%02d:%02d".formatted(minutes / 60, minutes % 60)
                : "%02d:%02d:%02d".formatted(minutes / 60, minutes % 60, rest);
    }
}
