package io.amparo.sla.holiday;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import io.amparo.platform.Adapter;
import java.net.URL;
import java.time.DateTimeException;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the public holidays of countries and their regions with Jollyday: {@code de}, {@code de-by}, {@code us},
 * {@code br-sp}. A region includes its country's holidays. The data are Jollyday's, except where its data differ from the law:
 * those sets have a file in {@code holidays-by-law}, in Jollyday's format. The Brazilian states have one, to which
 * {@code br-national} is added.
 */
@Adapter
final class CountryHolidays {
    private static final String BRAZIL = "br";
    private static final int MAX_YEARS_IN_JOLLYDAY = 5_000;
    private static final AtomicInteger CALCULATIONS = new AtomicInteger();

    /** The holiday set of a country or region: its code (path joined by hyphens) and its path in Jollyday's hierarchy. */
    private record Region(String code, List<String> path) implements HolidaySet {
        /** Calculations ask for the same few years repeatedly. */
        private static final Cache<String, List<Holiday>> CACHE = Caffeine.newBuilder().maximumSize(2_000).build();

        @Override
        public List<Holiday> holidays(int year) {
            return CACHE.get(code + "/" + year, _ -> path.getFirst().equals(BRAZIL) ? brazilian(year) : days(year, path));
        }

        private List<Holiday> brazilian(int year) {
            var days = new ArrayList<>(days(year, path));
            var nation = BrazilianHolidays.BR_NATIONAL.holidays(year);
            days.removeIf(day -> nation.stream().anyMatch(national -> national.date().equals(day.date())));
            days.addAll(nation);
            days.sort(Comparator.comparing(Holiday::date));
            return List.copyOf(days);
        }

        @Override
        public String name(Locale language) {
            var names = new ArrayList<String>();
            for (int depth = 1; depth <= path.size(); depth++) names.add(name(language, path.subList(0, depth)));
            return String.join(", ", names);
        }

        private static String name(Locale language, List<String> path) {
            var country = Locale.of("", path.getFirst());
            boolean isCountry = path.size() == 1 && Arrays.asList(Locale.getISOCountries()).contains(country.getCountry());
            return isCountry ? country.getDisplayCountry(language) : HolidayNames.in(language, String.join(".", path));
        }
    }

    static Stream<HolidaySet> all() {
        return countries().stream().flatMap(CountryHolidays::setsOf);
    }

    static Optional<HolidaySet> find(String code) {
        var country = code.split("-", 2)[0];
        return countries().contains(country)
                ? setsOf(country).filter(set -> set.code().equals(code)).findFirst()
                : Optional.empty();
    }

    static SortedSet<String> countries() {
        return HolidayManager.getSupportedCalendarCodes().stream().map(code -> code.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the set of the country, then those of its regions, depth first; for Brazil the regions only. */
    static Stream<HolidaySet> setsOf(String country) {
        var paths = paths(manager(country.equals(BRAZIL) ? byLaw(BRAZIL) : null, country).getCalendarHierarchy(),
                List.of(country));
        return paths.skip(country.equals(BRAZIL) ? 1 : 0).map(path -> new Region(code(path), path));
    }

    private static String code(List<String> path) {
        return String.join("-", path);
    }

    private static Stream<List<String>> paths(CalendarHierarchy hierarchy, List<String> path) {
        return Stream.concat(Stream.of(path), new TreeMap<>(hierarchy.getChildren()).values().stream()
                .flatMap(child -> paths(child, Stream.concat(path.stream(), Stream.of(child.getId())).toList())));
    }

    /** Returns the public holidays of a set by its data, without observances. */
    static List<Holiday> days(int year, List<String> path) {
        return days(year, path, byLaw(path.getFirst().equals(BRAZIL) ? BRAZIL : code(path)));
    }

    /** @param byLaw null for Jollyday's own data */
    static List<Holiday> days(int year, List<String> path, @Nullable URL byLaw) {
        var days = new ArrayList<>(holidays(year, path, byLaw));
        // The observed day of a holiday can fall into the year before or after: 1 January 2028 is observed on 31 December 2027.
        for (int neighbour : List.of(year - 1, year + 1)) {
            try {
                days.addAll(holidays(neighbour, path, byLaw));
            } catch (DateTimeException ignored) {
                // The table of a holiday ends with this year.
                continue;
            }
        }
        return days.stream().filter(day -> day.date().getYear() == year).distinct()
                .sorted(Comparator.comparing(Holiday::date).thenComparing(Holiday::nameKey)).toList();
    }

    /** Returns the holidays that Jollyday assigns to a year; the date of one can be in another year. */
    private static List<Holiday> holidays(int year, List<String> path, @Nullable URL byLaw) {
        // Jollyday keeps each year of each region for ever, which callers could fill with 370,000 of them.
        if (CALCULATIONS.incrementAndGet() % MAX_YEARS_IN_JOLLYDAY == 0) HolidayManager.clearManagerCache();
        var region = path.subList(1, path.size()).toArray(String[]::new);
        try {
            return manager(byLaw, path.getFirst()).getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY, region).stream()
                    .map(day -> Holiday.wholeDay(day.getDate(), day.getPropertiesKey())).toList();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new DateTimeException("Jollyday has no holidays of " + path + " in " + year, e);
        }
    }

    /** Returns our own data of a set, or null. */
    private static @Nullable URL byLaw(String code) {
        return CountryHolidays.class.getResource("/holidays-by-law/" + code + ".xml");
    }

    private static HolidayManager manager(@Nullable URL byLaw, String country) {
        return HolidayManager.getInstance(byLaw == null ? ManagerParameters.create(country) : ManagerParameters.create(byLaw));
    }

    private CountryHolidays() {}
}
