package io.amparo.sla.holiday;

import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiProblem;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** REST API for the vendor's staff: the holiday sets that a calendar can reference, and the dates of one set in a year. */
@Staff
@RestController
@RequestMapping("/api/v1/sla/holiday-sets")
class HolidayController {
    private static final List<Locale> LANGUAGES = List.of(Locale.of("pt", "BR"), Locale.ENGLISH, Locale.of("es"));
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2499;

    /** A holiday set; {@code name} is keyed by language: pt-BR, en, es. */
    record Item(String id, Map<String, String> name) {
        static Item of(HolidaySet set) {
            return new Item(set.code(), named(set::name));
        }
    }

    record Items(List<Item> items) {}

    /** One holiday; without {@code to} it lasts until the end of the day. */
    record Day(LocalDate date, LocalTime from, @Nullable LocalTime to, Map<String, String> name) {
        static Day of(Holiday holiday) {
            return new Day(holiday.date(), holiday.from(), holiday.to(),
                    named(language -> HolidayNames.in(language, holiday.name())));
        }
    }

    record Days(String id, Map<String, String> name, int year, List<Day> days) {}

    private final Clock clock;

    HolidayController(Clock clock) {
        this.clock = clock;
    }

    @GetMapping
    Items all() {
        return new Items(HolidaySet.all().stream().map(Item::of).toList());
    }

    /** @param year defaults to the current year */
    @GetMapping("/{id}")
    Days one(@PathVariable String id, @RequestParam @Nullable Integer year) {
        var set = HolidaySet.find(id).orElseThrow(ApiProblem::notFound);
        int asked = year == null ? LocalDate.now(clock).getYear() : year;
        if (asked < FIRST_YEAR || asked > LAST_YEAR) throw ApiProblem.invalid("year", "out-of-range");
        return new Days(id, named(set::name), asked, days(set, asked));
    }

    private static List<Day> days(HolidaySet set, int year) {
        try {
            return set.of(year).stream().map(Day::of).toList();
        } catch (DateTimeException beyondItsTables) {
            throw ApiProblem.invalid("year", "out-of-range");
        }
    }

    private static Map<String, String> named(Function<Locale, String> name) {
        return LANGUAGES.stream().collect(Collectors.toMap(Locale::toLanguageTag, name, (one, _) -> one, TreeMap::new));
    }
}
