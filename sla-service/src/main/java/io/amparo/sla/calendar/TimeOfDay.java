package io.amparo.sla.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.zone.ZoneRules;
import java.util.regex.Pattern;

/**
 * A wall-clock time from 00:00 to 24:00. Converts itself to an instant, also in gaps and overlaps of a zone's offset transitions.
 */
public record TimeOfDay(int secondOfDay) implements Comparable<TimeOfDay> {
    private static final Pattern PATTERN = Pattern.compile("(\\d{2}):(\\d{2})(?::(\\d{2}))?");
    private static final int SECONDS_PER_DAY = 24 * 60 * 60;
    public static final TimeOfDay MIDNIGHT = new TimeOfDay(0);
    public static final TimeOfDay END_OF_DAY = new TimeOfDay(SECONDS_PER_DAY);

    public TimeOfDay {
        if (secondOfDay < 0 || secondOfDay > SECONDS_PER_DAY)
            throw new IllegalArgumentException("time of day is not between 00:00 and 24:00: " + secondOfDay + " s");
    }

    public static TimeOfDay parse(String text) {
        var matcher = PATTERN.matcher(text);
        if (!matcher.matches()) throw new IllegalArgumentException("not a time of day (HH:mm): " + text);
        int hour = Integer.parseInt(matcher.group(1)), minute = Integer.parseInt(matcher.group(2));
        int second = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        int secondsOfDay = hour * 3600 + minute * 60 + second;
        if (minute > 59 || second > 59 || secondsOfDay > SECONDS_PER_DAY)
            throw new IllegalArgumentException("not a time of day (HH:mm): " + text);
        return new TimeOfDay(secondsOfDay);
    }

    public static TimeOfDay of(LocalTime time) {
        return new TimeOfDay(time.toSecondOfDay());
    }

    /** Returns the instant if this is the start of a window: in a gap the end of the gap, in an overlap the earlier instant. */
    public Instant startInstant(LocalDate date, ZoneRules rules) {
        return resolve(date, rules, 0);
    }

    /** Returns the instant if this is the end of a window: in a gap the end of the gap, in an overlap the later instant. */
    Instant endInstant(LocalDate date, ZoneRules rules) {
        return resolve(date, rules, 1);
    }

    private Instant resolve(LocalDate date, ZoneRules rules, int overlapIndex) {
        var local = secondOfDay == SECONDS_PER_DAY
                ? date.plusDays(1).atStartOfDay()
                : LocalDateTime.of(date, LocalTime.ofSecondOfDay(secondOfDay));
        var offsets = rules.getValidOffsets(local);
        return switch (offsets.size()) {
            case 0 -> rules.getTransition(local).getInstant();
            case 1 -> local.toInstant(offsets.getFirst());
            default -> local.toInstant(offsets.get(overlapIndex));
        };
    }

    @Override
    public int compareTo(TimeOfDay other) {
        return Integer.compare(secondOfDay, other.secondOfDay);
    }

    @Override
    public String toString() {
        int minutes = secondOfDay / 60, rest = secondOfDay % 60;
        return rest == 0
                ? "%02d:%02d".formatted(minutes / 60, minutes % 60)
                : "%02d:%02d:%02d".formatted(minutes / 60, minutes % 60, rest);
    }
}
