package io.amparo.sla.holiday;

import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/** A set of holidays, defined by rules for any year. */
public interface HolidaySet {

    String code();

    /**
     * Returns the holidays of a year, ordered by date.
     *
     * @throws java.time.DateTimeException if the rules depend on a table that does not cover the year
     */
    List<Holiday> of(int year);

    /** Returns the display name of this set in a language. */
    String name(Locale language);

    /** Returns the Brazilian sets, then the sets of countries and their regions ordered by code. */
    static List<HolidaySet> all() {
        return Stream.concat(Stream.of(BrazilianHolidays.values()), CountryIndex.all()).toList();
    }

    static Optional<HolidaySet> find(String code) {
        return Stream.<HolidaySet>of(BrazilianHolidays.values()).filter(set -> set.code().equals(code)).findFirst()
                .or(() -> CountryIndex.find(code));
    }

    /**
     * Returns codes to suggest for an unknown code: all of its country if the country exists, otherwise Brazilian sets and
     * countries.
     */
    static List<String> near(String code) {
        var country = code.split("-", 2)[0];
        return CountryIndex.countries().contains(country) && !country.equals("br")
                ? CountryIndex.within(country).map(HolidaySet::code).toList()
                : Stream.concat(Stream.of(BrazilianHolidays.values()).map(HolidaySet::code), CountryIndex.countries().stream())
                        .filter(each -> !each.equals("br")).toList();
    }

    static HolidaySet named(String code) {
        return find(code).orElseThrow(() -> new NoSuchElementException("unknown holiday set: " + code));
    }
}
