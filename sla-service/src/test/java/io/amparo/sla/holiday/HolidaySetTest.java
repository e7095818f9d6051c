package io.amparo.sla.holiday;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolidaySetTest {
    private static final Locale PT = Locale.of("pt", "BR"), EN = Locale.ENGLISH, ES = Locale.of("es");

    @ParameterizedTest
    @CsvSource({"2024,03-31", "2025,04-20", "2026,04-05", "2027,03-28", "2028,04-16"})
    void knows_easter(int year, String day) {
        assertThat(BrazilianHolidays.easter(year)).isEqualTo(LocalDate.parse(year + "-" + day));
    }

    @Test
    void national_holidays_of_a_year_are_ten_since_2024() {
        assertThat(dates("br-national", 2023)).hasSize(9);
        assertThat(dates("br-national", 2026)).hasSize(10).contains(LocalDate.of(2026, 4, 3), LocalDate.of(2026, 11, 20));
    }

    /** Jollyday adds four days that are not in the law: Easter (a Sunday), Carnival Tuesday, Ash Wednesday, Corpus Christi. */
    @Test
    void our_national_rule_and_jollyday_agree_from_2000_to_2040_but_for_four_days_that_no_law_has() {
        for (int year = 2000; year <= 2040; year++) {
            var theirs = CountryIndex.days(year, List.of("br")).stream().map(Holiday::date)
                    .collect(Collectors.toCollection(TreeSet::new));
            var ours = dates("br-national", year);
            assertThat(theirs).as("year " + year).containsAll(ours);
            var easter = BrazilianHolidays.easter(year);
            ours.addAll(Set.of(easter, easter.minusDays(47), easter.minusDays(46), easter.plusDays(60)));
            assertThat(theirs).as("year " + year).isEqualTo(ours);
        }
    }

    @Test
    void a_part_of_a_country_has_its_countrys_holidays_and_its_own() {
        assertThat(dates("de", 2026)).contains(LocalDate.of(2026, 10, 3)).doesNotContain(LocalDate.of(2026, 1, 6));
        assertThat(dates("de-by", 2026)).containsAll(dates("de", 2026)).contains(LocalDate.of(2026, 1, 6));
        assertThat(dates("us", 2026)).contains(LocalDate.of(2026, 11, 26));
    }

    @Test
    void a_brazilian_state_has_our_national_holidays_and_its_own_but_no_carnival() {
        var saoPaulo = dates("br-sp", 2026);
        assertThat(saoPaulo).containsAll(dates("br-national", 2026)).contains(LocalDate.of(2026, 7, 9)).hasSize(11);
        assertThat(dates("br-sp-csp", 2026)).containsAll(saoPaulo).contains(LocalDate.of(2026, 1, 25));
        assertThat(HolidaySet.find("br")).isEmpty();
    }

    @Test
    void every_set_has_a_code_of_its_own_by_which_it_is_found() {
        var all = HolidaySet.all();
        assertThat(all).hasSizeGreaterThan(400).extracting(HolidaySet::code).doesNotHaveDuplicates()
                .allMatch(code -> HolidaySet.named(code).code().equals(code));
        assertThat(HolidaySet.named("de-by")).isEqualTo(HolidaySet.named("de-by"));
    }

    @Test
    void every_set_gives_the_days_of_its_year_in_order() {
        for (var set : HolidaySet.all())
            for (int year : new int[]{1970, 2026, 2100})
                assertThat(set.of(year)).as(set.code()).extracting(Holiday::date).isSorted();
    }

    @Test
    void an_unknown_code_is_answered_by_what_is_near() {
        assertThat(HolidaySet.find("xx")).isEmpty();
        assertThat(HolidaySet.find("de-xx")).isEmpty();
        assertThat(HolidaySet.find("")).isEmpty();
        assertThat(HolidaySet.near("nowhere")).contains("br-national", "carnaval", "de", "us").doesNotContain("br", "de-by");
        assertThat(HolidaySet.near("de-xx")).contains("de", "de-by").doesNotContain("us");
        assertThat(HolidaySet.near("br-xx")).contains("br-national");
    }

    @Test
    void sets_and_holidays_have_names_in_three_languages() {
        assertThat(HolidaySet.named("de-by").name(ES)).isEqualTo("Alemania, Bavaria");
        assertThat(HolidaySet.named("br-go").name(PT)).isEqualTo("Brasil, Goiás");
        assertThat(HolidaySet.named("br-national").name(EN)).isEqualTo("Brazil: national holidays");
        assertThat(HolidayNames.in(PT, "christian.EASTER_MONDAY")).isEqualTo("Segunda-feira de Páscoa");
        assertThat(HolidayNames.in(EN, "christian.EASTER_MONDAY")).isEqualTo("Easter Monday");
        assertThat(HolidayNames.in(ES, "christian.EASTER_MONDAY")).isEqualTo("Lunes de Pascua");
    }

    @Test
    void our_own_holidays_are_named_in_every_language() {
        for (var set : BrazilianHolidays.values()) for (var language : List.of(PT, EN, ES)) {
            assertThat(set.name(language)).isNotEqualTo("set." + set.code());
            assertThat(set.of(2026)).allMatch(day -> !HolidayNames.in(language, day.name()).equals(day.name()));
        }
    }

    private static Set<LocalDate> dates(String code, int year) {
        return HolidaySet.named(code).of(year).stream().map(Holiday::date).collect(Collectors.toCollection(TreeSet::new));
    }
}
