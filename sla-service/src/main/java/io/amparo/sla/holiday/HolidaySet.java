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
    List<Holiday> holidays(int year);

    /** Returns the display name of this set in a language. */
    String name(Locale language);

    /** Returns the Brazilian sets, then the sets of countries and their regions ordered by code. */
    static List<HolidaySet> all() {
        return Stream.concat(Stream.of(BrazilianHolidays.values()), CountryHolidays.all()).toList();
    }

    static Optional<HolidaySet> find(String code) {
        return Stream.<HolidaySet>of(BrazilianHolidays.values()).filter(set -> set.code().equals(code)).findFirst()
                .or(() -> CountryHolidays.find(code));
    }

    /**
     * Returns codes to suggest for an unknown code: all of its country if the country exists, otherwise Brazilian sets and
     * countries.
     */
    static List<String> suggestions(String code) {
        var country = code.split("-", 2)[0];
        return CountryHolidays.countries().contains(country) && !country.equals("br")
                ? CountryHolidays.setsOf(country).map(HolidaySet::code).toList()
                : Stream.concat(Stream.of(BrazilianHolidays.values()).map(HolidaySet::code), CountryHolidays.countries().stream())
                        .filter(each -> !each.equals("br")).toList();
    }

    static HolidaySet named(String code) {
        return find(code).orElseThrow(() -> new NoSuchElementException("unknown holiday set: " + code));
    }
}
