package io.amparo.sla.icalendar;

import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.OneOf;
import io.amparo.platform.web.Required;
import io.amparo.sla.calendar.CalendarJson;
import io.amparo.sla.calendar.CalendarRules;
import io.amparo.sla.calendar.CalendarJson.DatedWindowJson;
import io.amparo.sla.calendar.CalendarJson.WeeklyWindowJson;
import io.amparo.sla.calendar.Calendars;
import io.amparo.sla.calendar.DatedWindow;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.request.Computation;
import io.amparo.sla.request.RequestFields;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.CharacterCodingException;
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
    private static final int MAX_BYTES = 512 * 1024;
    private static final int HORIZON_YEARS = 3;

    record ImportCalendarRequest(@Required @Nullable String text) {}

    /** The imported dates, both inclusive, in the calendar's zone. */
    record HorizonResponse(LocalDate from, LocalDate to) {}

    record UnusableEventResponse(String name, String start, @OneOf(UnusableReason.class) String reason, String text) {}

    /** The next version of the calendar with the new closures, in the shape of {@code POST /sla/calendars/{id}/versions}. */
    record CalendarDraftResponse(int version, String name, @Nullable String zone, @Nullable List<WeeklyWindowJson> windows,
            @Nullable List<String> holidaySets, List<DatedWindowJson> closures, @Nullable List<DatedWindowJson> openings) {}

    record ImportPreviewResponse(HorizonResponse horizon, List<DatedWindowJson> added, List<DatedWindowJson> known,
            List<UnusableEventResponse> unusable, CalendarDraftResponse draft) {}

    private final Calendars calendars;
    private final MessageSource texts;
    private final Clock clock;

    ImportController(Calendars calendars, MessageSource texts, Clock clock) {
        this.calendars = calendars;
        this.texts = texts;
        this.clock = clock;
    }

    @Computation(megabytes = 24)
    @PostMapping(consumes = "text/calendar")
    @Operation(operationId = "previewCalendarImport", summary = "Preview the closures of an iCalendar file")
    ImportPreviewResponse previewFile(@PathVariable String id, @RequestBody byte[] file, HttpServletRequest request) {
        if (file.length > MAX_BYTES) throw ApiException.of(HttpStatus.CONTENT_TOO_LARGE, "too-large");
        var charset = MediaType.parseMediaType(request.getContentType()).getCharset();
        try {
            return preview(id, ICalendarText.decode(file, charset));
        } catch (CharacterCodingException e) {
            throw ApiException.invalid("text", "charset", charset == null ? "UTF-8" : charset.name());
        }
    }

    @Computation(megabytes = 24)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "previewCalendarImport", summary = "Preview the closures of an iCalendar file")
    ImportPreviewResponse previewText(@PathVariable String id, @RequestBody ImportCalendarRequest request) {
        return preview(id, RequestFields.parse("text", request.text(), ICalendarText::withoutMark));
    }

    private ImportPreviewResponse preview(String id, String text) {
        if (text.length() > MAX_BYTES) throw ApiException.of(HttpStatus.CONTENT_TOO_LARGE, "too-large");
        var calendar = calendars.latest(id).orElseThrow(ApiException::notFound);
        var thisYear = LocalDate.ofInstant(clock.instant(), calendar.zone()).withDayOfYear(1);
        var horizon = new HorizonResponse(thisYear, thisYear.plusYears(HORIZON_YEARS).minusDays(1));
        var reader = new ICalendarReader(calendar.zone(), horizon.from, horizon.to);
        try {
            return preview(calendar, horizon, reader.read(text));
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("text", "not-icalendar");
        }
    }

    private ImportPreviewResponse preview(PublishedCalendar calendar, HorizonResponse horizon, ICalendarReader.Content content) {
        if (content.closures().size() > RequestFields.MAX_ITEMS)
            throw ApiException.invalid("text", "too-many", RequestFields.MAX_ITEMS);
        var byCoverage = content.closures().stream().collect(Collectors.partitioningBy(calendar.calendar().rules()::closes));
        var closures = Stream.concat(calendar.calendar().rules().closures().stream(), byCoverage.get(false).stream()).toList();
        if (closures.size() > RequestFields.MAX_ITEMS) throw ApiException.invalid("text", "too-many", RequestFields.MAX_ITEMS);
        var rules = calendar.calendar().rules();
        if (rules.intervalsPerYear() - rules.closures().size() + closures.size() > CalendarRules.MAX_INTERVALS_PER_YEAR)
            throw CalendarJson.tooLarge("text");
        var current = CalendarJson.of(rules);
        var draft = new CalendarDraftResponse(calendar.version() + 1, calendar.name(), current.zone(), current.windows(),
                current.holidaySets(), datedWindows(closures), current.openings());
        return new ImportPreviewResponse(horizon, datedWindows(byCoverage.get(false)), datedWindows(byCoverage.get(true)),
                content.unusable().stream().map(this::toResponse).toList(), draft);
    }

    private static List<DatedWindowJson> datedWindows(List<DatedWindow> closures) {
        return closures.stream().map(DatedWindowJson::of).toList();
    }

    private UnusableEventResponse toResponse(ICalendarReader.UnusableEvent event) {
        var text = texts.getMessage("import." + event.reason(), null, event.reason(), LocaleContextHolder.getLocale());
        return new UnusableEventResponse(event.name(), event.start(), event.reason(), String.valueOf(text));
    }
}
