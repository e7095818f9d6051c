package io.amparo.sla.icalendar;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiProblem;
import io.amparo.sla.calendar.CalendarText;
import io.amparo.sla.calendar.CalendarText.Span;
import io.amparo.sla.calendar.CalendarText.Week;
import io.amparo.sla.calendar.Calendars;
import io.amparo.sla.calendar.DatedWindow;
import io.amparo.sla.calendar.PublishedCalendar;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * REST API that previews the closures of an iCalendar file. It stores nothing; posting the {@code draft} publishes the closures.
 */
@Staff({Role.MANAGER, Role.ADMIN})
@RestController
@RequestMapping("/api/v1/sla/calendars/{id}/imports")
class ImportController {
    private static final int MOST_BYTES = 512 * 1024;
    private static final int YEARS = 3;

    record Wish(@Nullable String text) {}

    /** The imported dates, both inclusive, in the calendar's zone. */
    record Horizon(LocalDate from, LocalDate to) {}

    record Unusable(String name, String start, String reason, String text) {}

    /** The next version of the calendar with the new closures, in the shape of {@code POST /sla/calendars/{id}/versions}. */
    record Draft(int version, String name, @Nullable String zone, @Nullable List<Week> windows,
            @Nullable List<String> holidaySets, List<Span> closures, @Nullable List<Span> openings) {}

    record Preview(Horizon horizon, List<Span> added, List<Span> known, List<Unusable> unusable, Draft draft) {}

    private final Calendars calendars;
    private final MessageSource texts;
    private final Clock clock;

    ImportController(Calendars calendars, MessageSource texts, Clock clock) {
        this.calendars = calendars;
        this.texts = texts;
        this.clock = clock;
    }

    @PostMapping(consumes = "text/calendar")
    Preview file(@PathVariable String id, @RequestBody byte[] file) {
        if (file.length > MOST_BYTES) throw ApiProblem.of(HttpStatus.CONTENT_TOO_LARGE, "too-large");
        return preview(id, new String(file, UTF_8));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Preview text(@PathVariable String id, @RequestBody Wish wish) {
        return preview(id, CalendarText.parsed("text", wish.text(), text -> text));
    }

    private Preview preview(String id, String text) {
        if (text.length() > MOST_BYTES) throw ApiProblem.of(HttpStatus.CONTENT_TOO_LARGE, "too-large");
        var calendar = calendars.latest(id).orElseThrow(ApiProblem::notFound);
        var thisYear = LocalDate.ofInstant(clock.instant(), calendar.zone()).withDayOfYear(1);
        var horizon = new Horizon(thisYear, thisYear.plusYears(YEARS).minusDays(1));
        var document = new ICalendarDocument(calendar.zone(), horizon.from, horizon.to);
        try {
            return preview(calendar, horizon, document.read(text));
        } catch (IllegalArgumentException refused) {
            throw ApiProblem.invalid("text", "not-icalendar");
        }
    }

    private Preview preview(PublishedCalendar calendar, Horizon horizon, ICalendarDocument.Content content) {
        var byNews = content.closures().stream().collect(Collectors.partitioningBy(calendar.calendar().rules()::closes));
        var closures = Stream.concat(calendar.calendar().rules().closures().stream(), byNews.get(false).stream()).toList();
        if (closures.size() > CalendarText.MOST) throw ApiProblem.invalid("text", "too-many", CalendarText.MOST);
        var now = CalendarText.of(calendar.calendar().rules());
        var draft = new Draft(calendar.version() + 1, calendar.name(), now.zone(), now.windows(), now.holidaySets(),
                spans(closures), now.openings());
        return new Preview(horizon, spans(byNews.get(false)), spans(byNews.get(true)),
                content.unusable().stream().map(this::told).toList(), draft);
    }

    private static List<Span> spans(List<DatedWindow> closures) {
        return closures.stream().map(Span::of).toList();
    }

    private Unusable told(ICalendarDocument.Unusable event) {
        var text = texts.getMessage("import." + event.reason(), null, event.reason(), LocaleContextHolder.getLocale());
        return new Unusable(event.name(), event.start(), event.reason(), String.valueOf(text));
    }
}
