package io.amparo.sla.holiday;

import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/** Holidays by rule, for any year. */
public interface HolidaySet {

    String code();

    /** In order of time. */
    List<Holiday> of(int year);

    /** What people of a language call this set. */
    String name(Locale language);

    /** Our own sets and then those of countries and their parts, by code. */
    static List<HolidaySet> all() {
        return Stream.concat(Stream.of(BrazilianHolidays.values()), CountryIndex.all()).toList();
    }

    static Optional<HolidaySet> find(String code) {
        return Stream.<HolidaySet>of(BrazilianHolidays.values()).filter(set -> set.code().equals(code)).findFirst()
                .or(() -> CountryIndex.find(code));
    }

    /** What to choose from instead of an unknown code: all of its country where there is such a country. */
    static List<String> near(String code) {
        var country = code.split("-", 2)[0];
        return CountryIndex.countries().contains(country) && !country.equals("br")
                ? CountryIndex.within(country).map(HolidaySet::code).toList()
                : Stream.concat(Stream.of(BrazilianHolidays.values()).map(HolidaySet::code), CountryIndex.countries().stream())
                        .filter(each -> !each.equals("br")).toList();
    }

    static HolidaySet named(String code) {
        return find(code).orElseThrow(() -> new NoSuchElementException("no such holiday set: " + code));
    }
}
