package io.amparo.sla.holiday;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import io.amparo.platform.Adapter;
import java.time.DateTimeException;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
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

/**
 * Looks up the public holidays of countries and their regions in Jollyday: {@code de}, {@code de-by}, {@code us}, {@code br-sp}.
 * A region includes its country's holidays. For Brazil, also in its states, {@code br-national} replaces Jollyday's national
 * holidays: Jollyday includes Carnival and Corpus Christi, which are not holidays by law.
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
            days.removeAll(days(year, List.of(BRAZIL)));
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
        var paths = paths(manager(country).getCalendarHierarchy(), List.of(country));
        return paths.skip(country.equals(BRAZIL) ? 1 : 0).map(path -> new Region(String.join("-", path), path));
    }

    private static Stream<List<String>> paths(CalendarHierarchy hierarchy, List<String> path) {
        return Stream.concat(Stream.of(path), new TreeMap<>(hierarchy.getChildren()).values().stream()
                .flatMap(child -> paths(child, Stream.concat(path.stream(), Stream.of(child.getId())).toList())));
    }

    /** Returns Jollyday's public holidays, without observances. */
    static List<Holiday> days(int year, List<String> path) {
        // Jollyday keeps each year of each region for ever, which callers could fill with 370,000 of them.
        if (CALCULATIONS.incrementAndGet() % MAX_YEARS_IN_JOLLYDAY == 0) HolidayManager.clearManagerCache();
        Collection<de.focus_shift.jollyday.core.Holiday> days;
        try {
            days = manager(path.getFirst()).getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY,
                    path.subList(1, path.size()).toArray(String[]::new));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new DateTimeException("Jollyday has no holidays of " + path + " in " + year, e);
        }
        return days.stream().map(day -> Holiday.wholeDay(day.getDate(), day.getPropertiesKey()))
                .sorted(Comparator.comparing(Holiday::date).thenComparing(Holiday::nameKey)).toList();
    }

    private static HolidayManager manager(String country) {
        return HolidayManager.getInstance(ManagerParameters.create(country));
    }

    private CountryHolidays() {}
}
