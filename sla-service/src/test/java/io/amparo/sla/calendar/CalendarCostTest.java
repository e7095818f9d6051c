package io.amparo.sla.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.amparo.sla.holiday.HolidaySet;
import java.lang.management.ManagementFactory;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the largest permitted calendar costs to compile and to hold. */
class CalendarCostTest {
    private static final Instant START = Instant.parse("2026-07-20T09:00:00Z");
    private static final long MEGABYTE = 1 << 20;

    @Test
    void calendar_of_20_000_intervals_a_year_is_the_largest() {
        assertThat(largest().rules().windows()).hasSize(53);

        assertThatThrownBy(() -> rules(windows(54), List.of())).isInstanceOf(CalendarTooLargeException.class);
        assertThatThrownBy(() -> rules(windows(2_000), List.of())).isInstanceOf(CalendarTooLargeException.class);
        assertThatThrownBy(() -> rules(windows(53), closures(400))).isInstanceOf(CalendarTooLargeException.class);
    }

    @Test
    void largest_calendar_compiles_a_year_in_200_ms_and_8_mb() {
        for (int i = 0; i < 5; i++) largest().add(START, Duration.ofHours(1)); // compiles the code itself
        var calendar = largest();
        long allocatedBefore = allocatedBytes(), startedAt = System.nanoTime();

        calendar.add(START, Duration.ofHours(100));

        assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(Duration.ofMillis(200));
        assertThat(allocatedBytes() - allocatedBefore).isLessThan(8 * MEGABYTE);
    }

    @Test
    void largest_calendar_holds_less_than_8_mb_after_a_century() {
        var calendars = Stream.generate(CalendarCostTest::largest).limit(10).toList();
        long heldBefore = usedHeap();

        for (var calendar : calendars) for (int year = 0; year < 100; year++) {
            var at = START.plus(Duration.ofDays(365L * year));
            assertThat(calendar.elapsed(START, at)).isBetween(Duration.ZERO, Duration.between(START, at));
        }

        assertThat(usedHeap() - heldBefore).isLessThan(8 * MEGABYTE * calendars.size());
        assertThat(calendars).hasSize(10);
    }

    @Test
    void steps_of_a_century_are_limited() {
        var from = START.minus(Duration.ofHours(3));
        assertThat(largest().steps(from, from.plus(BusinessCalendar.MAX_BUDGET), 2_000)).hasSize(2_000)
                .isEqualTo(largest().steps(from, from.plus(Duration.ofDays(60))).subList(0, 2_000));
    }

    @Test
    void meter_stops_a_calendar_that_needs_too_many_windows() {
        var calendar = new BusinessCalendar(largest().rules(), new CompileMeter(50_000));

        assertThat(calendar.add(START, Duration.ofHours(1))).isAfter(START);
        assertThatThrownBy(() -> calendar.add(START, BusinessCalendar.MAX_BUDGET)).isInstanceOf(CalendarTooLargeException.class);
    }

    /** The largest calendar, with many holidays: each of them is a day that differs from its weekday. */
    static BusinessCalendar largest() {
        return new BusinessCalendar(rules(windows(53), closures(CalendarRules.MAX_INTERVALS_PER_YEAR - 53 * 7 * 53)));
    }

    private static CalendarRules rules(List<WorkingWindow> windows, List<DatedWindow> closures) {
        var sets = Stream.of("br-sp", "de-by", "us", "fr", "it", "jp", "pt", "gb", "es", "ar").map(HolidaySet::named).toList();
        return new CalendarRules(ZoneId.of("America/New_York"), windows, sets, closures, List.of());
    }

    private static List<WorkingWindow> windows(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> new WorkingWindow(EnumSet.allOf(DayOfWeek.class), new TimeOfDay(40 * i), new TimeOfDay(40 * i + 20)))
                .toList();
    }

    private static List<DatedWindow> closures(int count) {
        return IntStream.range(0, count).mapToObj(i -> new DatedWindow(LocalDate.of(2026, 7, 21).plusDays(3L * i),
                TimeOfDay.parse("08:00"), TimeOfDay.parse("12:00"), "Closed")).toList();
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
