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
    void easter_is_calculated(int year, String day) {
        assertThat(BrazilianHolidays.easter(year)).isEqualTo(LocalDate.parse(year + "-" + day));
    }

    @Test
    void year_has_ten_national_holidays_since_2024() {
        assertThat(dates("br-national", 2023)).hasSize(9);
        assertThat(dates("br-national", 2026)).hasSize(10).contains(LocalDate.of(2026, 4, 3), LocalDate.of(2026, 11, 20));
    }

    /** Jollyday adds four days that are not in the law: Easter (a Sunday), Carnival Tuesday, Ash Wednesday, Corpus Christi. */
    @Test
    void national_holidays_equal_jollydays_without_the_four_non_statutory_days() {
        for (int year = 2000; year <= 2040; year++) {
            var jollyday = CountryHolidays.days(year, List.of("br"), null).stream().map(Holiday::date)
                    .collect(Collectors.toCollection(TreeSet::new));
            var national = dates("br-national", year);
            assertThat(jollyday).as("year " + year).containsAll(national);
            var easter = BrazilianHolidays.easter(year);
            national.addAll(Set.of(easter, easter.minusDays(47), easter.minusDays(46), easter.plusDays(60)));
            assertThat(jollyday).as("year " + year).isEqualTo(national);
        }
    }

    @Test
    void region_has_the_holidays_of_its_country_and_its_own() {
        assertThat(dates("de", 2026)).contains(LocalDate.of(2026, 10, 3)).doesNotContain(LocalDate.of(2026, 1, 6));
        assertThat(dates("de-by", 2026)).containsAll(dates("de", 2026)).contains(LocalDate.of(2026, 1, 6));
        assertThat(dates("us", 2026)).contains(LocalDate.of(2026, 11, 26));
    }

    @Test
    void brazilian_state_has_national_and_state_holidays_without_carnival() {
        var saoPaulo = dates("br-sp", 2026);
        assertThat(saoPaulo).containsAll(dates("br-national", 2026)).contains(LocalDate.of(2026, 7, 9)).hasSize(11);
        assertThat(dates("br-sp-csp", 2026)).containsAll(saoPaulo).contains(LocalDate.of(2026, 1, 25));
        assertThat(HolidaySet.find("br")).isEmpty();
    }

    @Test
    void every_set_is_found_by_its_unique_code() {
        var all = HolidaySet.all();
        assertThat(all).hasSizeGreaterThan(400).extracting(HolidaySet::code).doesNotHaveDuplicates()
                .allMatch(code -> HolidaySet.named(code).code().equals(code));
        assertThat(HolidaySet.named("de-by")).isEqualTo(HolidaySet.named("de-by"));
    }

    @Test
    void holidays_of_every_set_are_sorted_by_date() {
        for (var set : HolidaySet.all())
            for (int year : new int[]{1970, 2026, 2100})
                assertThat(set.holidays(year)).as(set.code()).extracting(Holiday::date).isSorted();
    }

    /** 1 January 2028 is a Saturday and observed on 31 December 2027 (5 U.S.C. 6103(b)). */
    @Test
    void observed_day_belongs_to_the_year_of_its_date() {
        assertThat(dates("us", 2027)).contains(LocalDate.of(2027, 12, 31));
        assertThat(dates("us-ca", 2027)).contains(LocalDate.of(2027, 12, 31));
        for (var set : HolidaySet.all())
            for (int year : new int[]{2021, 2022, 2027, 2028})
                assertThat(set.holidays(year)).as(set.code()).allMatch(day -> day.date().getYear() == year);
    }

    @Test
    void every_brazilian_state_has_a_set() {
        assertThat(HolidaySet.all().stream().map(HolidaySet::code).filter(code -> code.matches("br-[a-z]{2}"))).hasSize(27);
        assertThat(HolidaySet.named("br-df").name(EN)).isEqualTo("Brazil, Federal District");
        assertThat(HolidaySet.named("br-ba").name(PT)).isEqualTo("Brasil, Bahia");
    }

    @Test
    void unknown_code_is_empty_and_has_suggestions() {
        assertThat(HolidaySet.find("xx")).isEmpty();
        assertThat(HolidaySet.find("de-xx")).isEmpty();
        assertThat(HolidaySet.find("")).isEmpty();
        assertThat(HolidaySet.suggestions("nowhere")).contains("br-national", "carnaval", "de", "us").doesNotContain("br",
                "de-by");
        assertThat(HolidaySet.suggestions("de-xx")).contains("de", "de-by").doesNotContain("us");
        assertThat(HolidaySet.suggestions("br-xx")).contains("br-national");
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
    void brazilian_holidays_have_names_in_every_language() {
        for (var set : BrazilianHolidays.values()) for (var language : List.of(PT, EN, ES)) {
            assertThat(set.name(language)).isNotEqualTo("set." + set.code());
            assertThat(set.holidays(2026)).allMatch(day -> !HolidayNames.in(language, day.nameKey()).equals(day.nameKey()));
        }
    }

    private static Set<LocalDate> dates(String code, int year) {
        return HolidaySet.named(code).holidays(year).stream().map(Holiday::date).collect(Collectors.toCollection(TreeSet::new));
    }
}
