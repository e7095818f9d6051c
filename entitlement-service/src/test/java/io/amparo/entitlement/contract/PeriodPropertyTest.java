package io.amparo.entitlement.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.platform.web.ApiException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Compares the period of a day with an oracle that counts days one by one, for random periods that are added one by one. */
class PeriodPropertyTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final int DAYS = 60;

    @Provide
    Arbitrary<List<int[]>> ranges() {
        return Combinators.combine(Arbitraries.integers().between(0, DAYS - 1), Arbitraries.integers().between(0, 15))
                .as((from, length) -> new int[]{from, Math.min(DAYS - 1, from + length)}).list().ofMaxSize(12);
    }

    /** Days without an entry are not covered. */
    private static String[] oracle(List<int[]> ranges) {
        var owners = new String[DAYS];
        for (int number = 0; number < ranges.size(); number++) {
            var range = ranges.get(number);
            boolean free = true;
            for (int day = range[0]; day <= range[1]; day++) free &= owners[day] == null;
            if (!free) continue;
            for (int day = range[0]; day <= range[1]; day++) owners[day] = "p" + number;
        }
        return owners;
    }

    private static Periods periods(List<int[]> ranges) {
        var periods = Periods.NONE;
        for (int number = 0; number < ranges.size(); number++) {
            var range = ranges.get(number);
            var added = new Period("p" + number, "PRO", "standard", FIRST.plusDays(range[0]), FIRST.plusDays(range[1]));
            try {
                periods = periods.with(added);
            } catch (ApiException overlap) {
                assertThat(overlap.errors()).extracting(each -> each.field()).containsAnyOf("validFrom", "validTo");
            }
        }
        return periods;
    }

    @Property
    void the_period_of_a_day_is_unique_and_that_of_the_oracle(@ForAll("ranges") List<int[]> ranges,
            @ForAll @IntRange(max = DAYS - 1) int day) {
        var periods = periods(ranges);
        var at = FIRST.plusDays(day);

        assertThat(periods.all().stream().filter(period -> period.contains(at)).count()).isLessThanOrEqualTo(1);
        assertThat(periods.on(at).map(Period::id).orElse(null)).isEqualTo(oracle(ranges)[day]);
    }

    @Property
    void the_terms_of_an_uncovered_day_are_the_next_or_the_last(@ForAll("ranges") List<int[]> ranges,
            @ForAll @IntRange(max = DAYS - 1) int day) {
        var owners = oracle(ranges);
        var candidates = new ArrayList<String>();
        for (int later = day; later < DAYS; later++) candidates.add(owners[later]);
        for (int earlier = day - 1; earlier >= 0; earlier--) candidates.add(owners[earlier]);

        assertThat(periods(ranges).termsOn(FIRST.plusDays(day)).map(Period::id))
                .isEqualTo(candidates.stream().filter(each -> each != null).findFirst());
    }
}
