package io.amparo.sla.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Properties that hold for every calendar, start and budget. */
class BusinessCalendarPropertyTest {
    @Property(tries = 300)
    void steps_are_contiguous_and_counted_ones_sum_to_elapsed(@ForAll long seed) {
        var random = new Random(seed);
        var calendar = new BusinessCalendar(rules(random));
        var from = instant(random);
        var to = from.plusMillis(random.nextLong(100L * 24 * 3600 * 1000));

        var steps = calendar.steps(from, to);
        var counted = steps.stream().filter(CalendarStep::counted).map(step -> Duration.between(step.from(), step.to()))
                .reduce(Duration.ZERO, Duration::plus);

        assertThat(counted).isEqualTo(calendar.elapsed(from, to));
        assertThat(steps).allMatch(step -> step.from().isBefore(step.to()));
        for (int i = 1; i < steps.size(); i++) {
            assertThat(steps.get(i).from()).isEqualTo(steps.get(i - 1).to());
            assertThat(List.of(steps.get(i).type(), String.valueOf(steps.get(i).name())))
                    .isNotEqualTo(List.of(steps.get(i - 1).type(), String.valueOf(steps.get(i - 1).name())));
        }
        if (!steps.isEmpty()) {
            assertThat(steps.getFirst().from()).isEqualTo(from);
            assertThat(steps.getLast().to()).isEqualTo(to);
        }
    }

    @Property(tries = 200)
    void larger_budget_is_never_due_earlier_and_budgets_add_up(@ForAll long seed,
            @ForAll @LongRange(min = 1, max = 500L * 3600 * 1000) long one,
            @ForAll @LongRange(max = 500L * 3600 * 1000) long more) {
        var random = new Random(seed);
        var calendar = new BusinessCalendar(rules(random));
        var start = instant(random);
        assumeEnoughOpenTime(calendar, start);

        var due = calendar.add(start, Duration.ofMillis(one));

        assertThat(due).isAfter(start);
        assertThat(calendar.add(start, Duration.ofMillis(one + more))).isEqualTo(calendar.add(due, Duration.ofMillis(more)))
                .isAfterOrEqualTo(due);
        assertThat(calendar.add(start.plusMillis(more), Duration.ofMillis(one))).isAfterOrEqualTo(due);
    }

    @Property(tries = 500)
    void elapsed_is_the_inverse_of_add(@ForAll long seed, @ForAll @LongRange(max = 2_000L * 3600 * 1000) long budget) {
        var random = new Random(seed);
        var calendar = new BusinessCalendar(rules(random));
        var start = instant(random);
        assumeEnoughOpenTime(calendar, start);

        var due = calendar.add(start, Duration.ofMillis(budget));

        assertThat(calendar.elapsed(start, due)).isEqualTo(Duration.ofMillis(budget));
        if (budget > 0) assertThat(calendar.elapsed(start, due.minusMillis(1))).isLessThan(Duration.ofMillis(budget));
    }

    /**
     * Skips calendars with at most 40 h open a year: a budget of 2,000 h may not fit into the century that {@code add} searches.
     */
    private static void assumeEnoughOpenTime(BusinessCalendar calendar, Instant start) {
        Assume.that(calendar.elapsed(start, start.plus(Duration.ofDays(365))).compareTo(Duration.ofHours(40)) > 0);
    }

    @Property(tries = 60)
    void elapsed_is_additive_and_never_exceeds_real_time(@ForAll long seed) {
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
    void order_of_windows_does_not_change_the_result(@ForAll long seed, @ForAll @IntRange(max = 3_000_000) int seconds) {
        var random = new Random(seed);
        var rules = rules(random);
        var shuffled = new ArrayList<>(rules.windows());
        Collections.shuffle(shuffled, random);
        var start = instant(random);
        var other = new CalendarRules(rules.zone(), shuffled, rules.holidaySets(), rules.closures(), rules.openings());

        assertThat(new BusinessCalendar(other).add(start, Duration.ofSeconds(seconds)))
                .isEqualTo(new BusinessCalendar(rules).add(start, Duration.ofSeconds(seconds)));
    }

    private static CalendarRules rules(Random random) {
        var zone = ZoneId.of(RandomCalendar.ZONES.get(random.nextInt(RandomCalendar.ZONES.size())));
        return RandomCalendar.create(random, zone, RandomCalendar.randomInstant(random, zone)).rules();
    }

    private static Instant instant(Random random) {
        return RandomCalendar.randomInstant(random, ZoneId.of("America/Sao_Paulo")).plusMillis(random.nextInt(60_000));
    }
}
