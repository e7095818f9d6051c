package io.amparo.sla.holiday;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.PropertyResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** Our own data beside Jollyday: the Brazilian states, and countries whose law Jollyday does not follow. */
class HolidaysByLawTest {
    private static final List<Locale> LANGUAGES = List.of(Locale.of("pt", "BR"), Locale.ENGLISH, Locale.of("es"));

    /** The days of 2027 that each state has besides the national holidays. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {"ac | 01-20→01-22 01-23 03-08 06-15 09-05 11-17→11-19",
            "al | 06-24 06-29 09-16 11-30→11-29", "am | 09-05", "ap | 03-19 05-15 09-13", "ba | 07-02", "ce | 03-25",
            "df | 05-27 11-30", "es | 04-05", "go | 07-26 10-24", "ma | 03-08 05-27 07-28", "mg | -", "ms | 10-11", "mt | -",
            "pa | 08-15", "pb | 08-05", "pe | 03-06", "pi | 10-19", "pr | -", "rj | 02-09 04-23 05-27", "rn | 10-03",
            "ro | 01-04", "rr | 10-05", "rs | 09-20", "sc | 08-11→08-15 11-25→11-28", "se | 07-08", "sp | 07-09",
            "to | 09-08 10-05"})
    void each_of_the_27_states_has_the_holidays_of_its_law(String state, String days) {
        var expected = dates("br-national", 2027);
        if (days != null)
            for (var day : days.split(" ")) expected.add(LocalDate.parse("2027-" + day.substring(day.indexOf('→') + 1)));
        assertThat(dates("br-" + state, 2027)).isEqualTo(expected);
    }

    /** Laws that ended, were declared unconstitutional, or that moved a day. */
    @ParameterizedTest
    @CsvSource({"br-ap,2026-07-25,false", "br-ro,2026-06-18,false", "br-to,2008-03-18,true", "br-to,2009-03-18,false",
            "br-pb,2015-07-26,true", "br-pb,2016-07-26,false", "br-pr,2013-12-19,true", "br-pr,2014-12-19,false",
            "br-pe,2026-12-08,false", "br-rj,2008-02-05,false", "br-mt,2023-11-20,true", "br-ac,2026-01-22,true",
            "br-ac,2026-01-20,false", "br-ac,2026-11-17,true", "br-sc,2026-11-25,false", "br-sc,2026-11-29,true"})
    void a_law_counts_from_its_first_to_its_last_day(String set, LocalDate date, boolean holiday) {
        assertThat(dates(set, date.getYear()).contains(date)).isEqualTo(holiday);
    }

    /** If Jollyday agrees with the law one day, its data replace ours: delete the file of the set, or this row. */
    @ParameterizedTest
    @CsvSource({"ar,2027-02-08,added", "ar,2027-02-09,added", "ar,2028-06-20,added", "ar,2028-06-19,removed",
            "ar,2029-06-17,added", "ar,2026-11-23,added", "ar,2024-10-12,added", "ar,2024-10-14,removed", "ar,2030-08-17,added",
            "ar,2030-08-19,removed", "ar,2027-03-25,removed", "ar,2027-03-28,removed", "ar,2026-12-24,removed",
            "ar,2026-12-31,removed", "cl,2026-06-29,added", "cl,2026-06-28,removed", "cl,2029-06-28,removed",
            "cl,2028-06-26,added", "cl,2026-06-21,added", "cl,2028-06-20,added", "cl,2026-10-12,added", "cl,2026-10-11,removed",
            "cl,2028-10-27,added", "cl,2023-01-02,added", "cl,2027-09-17,added", "cl,2029-09-17,added", "cl,2030-09-20,added",
            "cl,2026-12-31,removed", "cl,2026-04-05,removed", "jp,2026-03-20,added", "jp,2027-03-21,added", "jp,2027-03-22,added",
            "jp,2026-09-22,added", "jp,2026-09-23,added", "jp,2028-09-22,added", "jp,2026-05-06,added", "jp,2026-02-23,added",
            "jp,2026-12-23,removed", "jp,2029-02-12,added", "jp,2019-05-01,added", "jp,2020-07-24,added", "jp,2021-08-09,added",
            "us,2026-10-12,added", "us,2026-07-04,added"})
    void jollyday_still_needs_this_correction(String country, LocalDate date, String correction) {
        boolean holiday = correction.equals("added");
        var jollydays = CountryHolidays.days(date.getYear(), List.of(country), null).stream().map(Holiday::date);
        assertThat(dates(country, date.getYear()).contains(date)).as("by law").isEqualTo(holiday);
        assertThat(jollydays.toList().contains(date)).as("by Jollyday").isEqualTo(!holiday);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "ar | 01-01 02-16 02-17 03-24 04-02 04-03 05-01 05-25 06-15 06-20 07-09 08-17 10-12 11-23 12-08 12-25",
            "cl | 01-01 04-03 04-04 05-01 05-21 06-21 06-29 07-16 08-15 09-18 09-19 10-12 10-31 11-01 12-08 12-25",
            "jp | 01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23",
            "us | 01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25"})
    void the_year_2026_is_complete(String country, String days) {
        assertThat(dates(country, 2026))
                .containsExactlyElementsOf(Arrays.stream(days.split(" ")).map(day -> LocalDate.parse("2026-" + day)).toList());
    }

    @Test
    void day_between_holidays_falls_back_to_a_working_day_in_other_years() {
        assertThat(dates("jp", 2027)).contains(LocalDate.of(2027, 9, 20), LocalDate.of(2027, 9, 23))
                .doesNotContain(LocalDate.of(2027, 9, 21), LocalDate.of(2027, 9, 22));
        assertThat(dates("cl", 2026)).doesNotContain(LocalDate.of(2026, 9, 17), LocalDate.of(2026, 1, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar", "br", "cl", "jp", "us"})
    void every_holiday_names_its_law_and_has_a_name_in_three_languages(String country) throws Exception {
        for (var configuration : configurations(country)) {
            var keys = keys(configuration);
            var sources = new HashSet<String>();
            for (var source : children(configuration, "Sources", "Source")) {
                sources.add(source.getAttribute("of"));
                assertThat(source.getTextContent()).as(source.getAttribute("of")).containsPattern(
                        "law not confirmed|Lei |Leis |Constituição|Ley |Leyes |Decreto |Act |U\\.S\\.C\\.|special laws");
            }
            assertThat(sources).as(country + " " + configuration.getAttribute("hierarchy")).isEqualTo(keys);
            for (var key : keys) for (var language : LANGUAGES) assertThat(HolidayNames.in(language, key)).isNotEqualTo(key);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"_en", "_es"})
    void our_own_names_are_translated(String language) throws Exception {
        try (var own = HolidaysByLawTest.class.getResourceAsStream("/holidays.properties");
                var translated = HolidaysByLawTest.class.getResourceAsStream("/holidays" + language + ".properties")) {
            var keys = new PropertyResourceBundle(own).keySet();
            keys.removeIf(key -> key.matches("br\\.[a-z]{2}")); // names of states
            assertThat(new PropertyResourceBundle(translated).keySet()).containsAll(keys);
        }
    }

    private static Set<String> keys(Element configuration) {
        return children(configuration, "Holidays", null).stream().map(day -> day.getAttribute("descriptionPropertiesKey"))
                .collect(Collectors.toSet());
    }

    private static List<Element> configurations(String country) throws Exception {
        try (InputStream file = HolidaysByLawTest.class.getResourceAsStream("/holidays-by-law/" + country + ".xml")) {
            var root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file).getDocumentElement();
            var all = new ArrayList<>(List.of(root));
            var regions = root.getElementsByTagName("SubConfigurations");
            for (int i = 0; i < regions.getLength(); i++) all.add((Element) regions.item(i));
            return all;
        }
    }

    /** Returns the child elements of a child element. */
    private static List<Element> children(Element parent, String name, String childName) {
        var found = new ArrayList<Element>();
        for (var list = parent.getFirstChild(); list != null; list = list.getNextSibling())
            if (list.getNodeName().equals(name))
                for (var child = list.getFirstChild(); child != null; child = child.getNextSibling())
                    if (child instanceof Element element && (childName == null || element.getTagName().equals(childName)))
                        found.add(element);
        return found;
    }

    private static Set<LocalDate> dates(String code, int year) {
        return HolidaySet.named(code).holidays(year).stream().map(Holiday::date).collect(Collectors.toCollection(TreeSet::new));
    }
}
