package io.amparo.sla.holiday;

import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.swagger.v3.oas.annotations.Operation;
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
    record HolidaySetResponse(String id, Map<String, String> name) {
        static HolidaySetResponse of(HolidaySet set) {
            return new HolidaySetResponse(set.code(), names(set::name));
        }
    }

    record HolidaySetListResponse(List<HolidaySetResponse> items) {}

    /** One holiday; without {@code to} it lasts until the end of the day. */
    record HolidayResponse(LocalDate date, LocalTime from, @Nullable LocalTime to, Map<String, String> name) {
        static HolidayResponse of(Holiday holiday) {
            return new HolidayResponse(holiday.date(), holiday.from(), holiday.to(),
                    names(language -> HolidayNames.in(language, holiday.nameKey())));
        }
    }

    record HolidayListResponse(String id, Map<String, String> name, int year, List<HolidayResponse> days) {}

    private final Clock clock;

    HolidayController(Clock clock) {
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "List the holiday sets, by id")
    HolidaySetListResponse listHolidaySets() {
        return new HolidaySetListResponse(HolidaySet.all().stream().map(HolidaySetResponse::of).toList());
    }

    /** @param year defaults to the current year */
    @GetMapping("/{id}")
    @Operation(summary = "List the holidays of a set in a year, by date")
    HolidayListResponse listHolidays(@PathVariable String id, @RequestParam(required = false) @Nullable Integer year) {
        var set = HolidaySet.find(id).orElseThrow(ApiException::notFound);
        int effectiveYear = year == null ? LocalDate.now(clock).getYear() : year;
        if (effectiveYear < FIRST_YEAR || effectiveYear > LAST_YEAR) throw ApiException.invalid("year", "out-of-range");
        return new HolidayListResponse(id, names(set::name), effectiveYear, days(set, effectiveYear));
    }

    private static List<HolidayResponse> days(HolidaySet set, int year) {
        try {
            return set.holidays(year).stream().map(HolidayResponse::of).toList();
        } catch (DateTimeException outOfRange) {
            throw ApiException.invalid("year", "out-of-range");
        }
    }

    private static Map<String, String> names(Function<Locale, String> name) {
        return LANGUAGES.stream().collect(Collectors.toMap(Locale::toLanguageTag, name, (one, _) -> one, TreeMap::new));
    }
}
