package io.amparo.sla.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds for every calendar, start and budget. */
class BusinessCalendarPropertyTest {
    private static final List<String> ZONES = List.of("America/Sao_Paulo", "America/New_York", "Europe/Lisbon",
            "Australia/Lord_Howe",
            "America/Havana", "Pacific/Apia", "Asia/Kathmandu", "Africa/Casablanca", "UTC", "America/St_Johns");
    private static final long FROM = Instant.parse("2010-01-01T00:00:00Z").toEpochMilli();
    private static final long TO = Instant.parse("2035-01-01T00:00:00Z").toEpochMilli();

    @Property(tries = 500)
    void elapsed_takes_back_what_add_gave(@ForAll long seed, @ForAll @LongRange(max = 2_000L * 3600 * 1000) long budget) {
        var random = new Random(seed);
        var calendar = new BusinessCalendar(rules(random));
        var start = instant(random);
        var due = calendar.add(start, Duration.ofMillis(budget));
        assertThat(calendar.elapsed(start, due)).isEqualTo(Duration.ofMillis(budget));
        if (budget > 0) assertThat(calendar.elapsed(start, due.minusMillis(1))).isLessThan(Duration.ofMillis(budget));
    }

    @Property(tries = 60)
    void elapsed_adds_up_and_never_runs_faster_than_time(@ForAll long seed) {
        var random = new Random(seed);
        var calendar = new BusinessCalendar(rules(random));
        var sorted = new ArrayList<>(List.of(instant(random), instant(random), instant(random)));
        Collections.sort(sorted);
        Instant a = sorted.get(0), b = sorted.get(1), c = sorted.get(2);
        assertThat(calendar.elapsed(a, b).plus(calendar.elapsed(b, c))).isEqualTo(calendar.elapsed(a, c));
        assertThat(calendar.elapsed(a, b)).isBetween(Duration.ZERO, Duration.between(a, b));
        assertThat(calendar.elapsed(b, a)).isEqualTo(calendar.elapsed(a, b).negated());
    }

    @Property(tries = 200)
    void the_order_of_windows_says_nothing(@ForAll long seed, @ForAll @IntRange(max = 3_000_000) int seconds) {
        var random = new Random(seed);
        var rules = rules(random);
        var shuffled = new ArrayList<>(rules.windows());
        Collections.shuffle(shuffled, random);
        var start = instant(random);
        var other = new CalendarRules(rules.zone(), shuffled, rules.holidaySets(), rules.closures(), rules.openings());
        assertThat(new BusinessCalendar(other).add(start, Duration.ofSeconds(seconds)))
                .isEqualTo(new BusinessCalendar(rules).add(start, Duration.ofSeconds(seconds)));
    }

    @Property(tries = 60)
    void agrees_with_an_oracle_that_steps_minute_by_minute(@ForAll long seed) {
        var random = new Random(seed);
        var rules = rules(random);
        var start = instant(random).truncatedTo(ChronoUnit.MINUTES);
        var end = start.plus(Duration.ofMinutes(random.nextInt(5_000)));
        assertThat(new BusinessCalendar(rules).elapsed(start, end)).isEqualTo(MinuteOracle.elapsed(rules, start, end));
    }

    private static CalendarRules rules(Random random) {
        var windows = new ArrayList<WorkingWindow>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            var days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
            for (int j = random.nextInt(7); j > 0; j--) days.add(DayOfWeek.of(1 + random.nextInt(7)));
            windows.add(
                    new WorkingWindow(days, new TimeOfDay(900 * random.nextInt(96)), new TimeOfDay(900 * random.nextInt(97))));
        }
        var sets = List.of(HolidaySet.values()[random.nextInt(4)], HolidaySet.values()[random.nextInt(4)]);
        return new CalendarRules(ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))), windows, sets, dated(random), dated(random));
    }

    private static List<DatedWindow> dated(Random random) {
        return Stream.generate(() -> {
            int from = random.nextInt(95);
            return new DatedWindow(LocalDate.of(2010, 1, 1).plusDays(random.nextInt(9000)), new TimeOfDay(900 * from),
                    new TimeOfDay(900 * (from + 1 + random.nextInt(96 - from))));
        }).limit(random.nextInt(20)).toList();
    }

    private static Instant instant(Random random) {
        return Instant.ofEpochMilli(random.nextLong(FROM, TO));
    }
}
