package io.amparo.notification.roster;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is on duty for one rung. Times are local times of the zone, so a shift begins at the same time of day before and after a
 * change to daylight saving time.
 *
 * @param rung escalation target of a plan, such as {@code manager}
 */
record Roster(String rung, ZoneId zone, List<Shift> shifts, List<Absence> absences) {

    /**
     * A weekly shift.
     *
     * @param days days on which it begins
     * @param to end; not after {@code from} if the shift ends on the next day
     * @param persons person ids; the first one who is not absent is on duty
     */
    record Shift(Set<DayOfWeek> days, LocalTime from, LocalTime to, List<String> persons) {
        Shift {
            days = Set.copyOf(days);
            persons = List.copyOf(persons);
        }

        /** Returns the shift that begins on a date; a local time that the date does not have is moved by the gap. */
        private Optional<Interval> on(LocalDate date, ZoneId zone) {
            if (!days.contains(date.getDayOfWeek())) return Optional.empty();
            var end = to.isAfter(from) ? date : date.plusDays(1);
            return Optional.of(
                    new Interval(ZonedDateTime.of(date, from, zone).toInstant(), ZonedDateTime.of(end, to, zone).toInstant()));
        }
    }

    /** @param substitute takes over at the place of the absent person; null for none */
    record Absence(String person, Instant from, Instant to, @Nullable String substitute) {
        private Absence only(Predicate<String> isStaff) {
            return substitute == null || isStaff.test(substitute) ? this : new Absence(person, from, to, null);
        }

        private boolean contains(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /** Half-open. */
    record Interval(Instant from, Instant to) {
        private boolean contains(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    private record Duty(Interval interval, Shift shift) {}

    Roster {
        shifts = List.copyOf(shifts);
        absences = List.copyOf(absences);
    }

    /** Returns the roster without persons who are no staff any more: the next person of a shift is on duty instead. */
    Roster only(Predicate<String> isStaff) {
        return new Roster(rung, zone,
                shifts.stream()
                        .map(shift -> new Shift(shift.days(), shift.from(), shift.to(),
                                shift.persons().stream().filter(isStaff).toList()))
                        .toList(),
                absences.stream().map(absence -> absence.only(isStaff)).toList());
    }

    /** Returns the persons on duty: one of each shift at this instant; empty in a gap. */
    List<String> onDuty(Instant at) {
        return onDuty(at, duties(at, at));
    }

    private List<String> onDuty(Instant at, List<Duty> duties) {
        return duties.stream().filter(duty -> duty.interval.contains(at)).flatMap(duty -> first(duty.shift, at).stream())
                .distinct().toList();
    }

    private Optional<String> first(Shift shift, Instant at) {
        return shift.persons().stream().flatMap(person -> present(person, at).stream()).findFirst();
    }

    private Optional<String> present(String person, Instant at) {
        var absent = absence(person, at);
        if (absent.isEmpty()) return Optional.of(person);
        return absent.map(Absence::substitute).filter(substitute -> absence(substitute, at).isEmpty());
    }

    private Optional<Absence> absence(String person, Instant at) {
        return absences.stream().filter(absence -> absence.person().equals(person) && absence.contains(at)).findFirst();
    }

    /** Returns the intervals without a person on duty, in order. */
    List<Interval> gaps(Instant from, Duration length) {
        var end = from.plus(length);
        var duties = duties(from, end);
        var changes = new TreeSet<Instant>(Set.of(from, end));
        Stream.concat(duties.stream().map(Duty::interval),
                absences.stream().map(absence -> new Interval(absence.from(), absence.to())))
                .flatMap(each -> Stream.of(each.from(), each.to())).filter(at -> at.isAfter(from) && at.isBefore(end))
                .forEach(changes::add);
        var gaps = new ArrayList<Interval>();
        for (var at : changes.headSet(end)) {
            if (!onDuty(at, duties).isEmpty()) continue;
            var next = changes.higher(at);
            var joins = !gaps.isEmpty() && gaps.getLast().to().equals(at);
            gaps.add(new Interval(joins ? gaps.removeLast().from() : at, next == null ? end : next));
        }
        return gaps;
    }

    /** Returns the shifts that begin on the dates around an interval, in order. A shift lasts at most a day. */
    private List<Duty> duties(Instant from, Instant to) {
        var first = LocalDate.ofInstant(from, zone).minusDays(1);
        var last = LocalDate.ofInstant(to, zone);
        return first.datesUntil(last.plusDays(1))
                .flatMap(date -> shifts.stream()
                        .flatMap(shift -> shift.on(date, zone).map(interval -> new Duty(interval, shift)).stream()))
                .sorted(Comparator.comparing(duty -> duty.interval().from())).toList();
    }
}
