package io.amparo.notification.preference;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Hours of each day in which a person wants no mail, in the person's zone.
 *
 * @param from first minute
 * @param to first minute after; before {@code from} if the hours contain midnight
 * @param urgentToo whether also mails about tickets of priority P1 wait
 */
public record QuietHours(LocalTime from, LocalTime to, boolean urgentToo) {

    /** Returns the end of the quiet hours that contain an instant; empty outside of them. */
    public Optional<Instant> endAfter(Instant now, ZoneId zone) {
        var local = now.atZone(zone);
        var time = local.toLocalTime();
        var containsMidnight = to.isBefore(from);
        var isAfterFrom = !time.isBefore(from);
        var isBeforeTo = time.isBefore(to);
        if (containsMidnight ? !isAfterFrom && !isBeforeTo : !isAfterFrom || !isBeforeTo) return Optional.empty();
        var day = local.toLocalDate().plusDays(containsMidnight && isAfterFrom ? 1 : 0);
        // A local time that a change of the clocks skips becomes the next one, so the end stays after now.
        // One that they repeat is the second one, if the first is over.
        var end = ZonedDateTime.of(day, to, zone);
        return Optional.of((end.toInstant().isAfter(now) ? end : end.withLaterOffsetAtOverlap()).toInstant());
    }
}
