package io.amparo.sla.calendar;

import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.Page;
import io.amparo.platform.web.Required;
import io.amparo.sla.calendar.CalendarJson.DatedWindowJson;
import io.amparo.sla.calendar.CalendarJson.WeeklyWindowJson;
import io.amparo.sla.request.Computation;
import io.amparo.sla.request.RequestFields;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** REST API of calendars. Versions are added, never changed. */
@RestController
@RequestMapping("/api/v1/sla/calendars")
@Staff({Role.MANAGER, Role.ADMIN})
class CalendarController {

    /** A calendar version to publish. The id is required for the first version only. A given version must be the next one. */
    record PublishCalendarRequest(@Nullable String id, @Nullable Integer version, @Required @Nullable String name,
            @Required @Nullable String zone, @Nullable List<WeeklyWindowJson> windows, @Nullable List<String> holidaySets,
            @Nullable List<DatedWindowJson> closures, @Nullable List<DatedWindowJson> openings) {
        BusinessCalendar calendar() {
            return new CalendarJson(zone, windows, holidaySets, closures, openings).calendar("", CompileMeter.unlimited());
        }
    }

    record CalendarResponse(String id, int version, String name, String zone, List<WeeklyWindowJson> windows,
            List<String> holidaySets, List<DatedWindowJson> closures, List<DatedWindowJson> openings, Instant publishedAt) {
        static CalendarResponse of(PublishedCalendar published) {
            var json = CalendarJson.of(published.calendar().rules());
            return new CalendarResponse(published.id(), published.version(), published.name(), json.zone(), json.windows(),
                    json.holidaySets(), json.closures(), json.openings(), published.publishedAt());
        }
    }

    private final Calendars calendars;
    private final Clock clock;

    CalendarController(Calendars calendars, Clock clock) {
        this.calendars = calendars;
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "List the latest version of each calendar, by id")
    Page<CalendarResponse> listCalendars(@Valid @ParameterObject Page.Request pageRequest) {
        return calendars.all(pageRequest).map(CalendarResponse::of);
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read the latest version of a calendar")
    CalendarResponse getCalendar(@PathVariable String id) {
        return calendars.latest(id).map(CalendarResponse::of).orElseThrow(ApiException::notFound);
    }

    @GetMapping("/{id}/versions")
    @Operation(summary = "List the versions of a calendar, newest first")
    Page<CalendarResponse> listCalendarVersions(@PathVariable String id, @Valid @ParameterObject Page.Request pageRequest) {
        return calendars.versions(id, pageRequest).map(CalendarResponse::of);
    }

    @PostMapping
    @Computation(megabytes = 4)
    @Operation(summary = "Publish the first version of a calendar")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<CalendarResponse> createCalendar(Caller caller, IdempotencyKey key,
            @RequestBody PublishCalendarRequest request) {
        var id = RequestFields.parse("id", request.id(), PublishedCalendar::requireValidId);
        return created(calendars.publishFirst(caller, key, id, version -> calendar(id, version, request)));
    }

    @PostMapping("/{id}/versions")
    @Computation(megabytes = 4)
    @Operation(summary = "Publish the next version of a calendar")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<CalendarResponse> publishCalendarVersion(Caller caller, IdempotencyKey key, @PathVariable String id,
            @RequestBody PublishCalendarRequest request) {
        if (request.id() != null && !request.id().equals(id)) throw ApiException.malformed("id", "malformed");
        return created(calendars.publishNext(caller, key, id, version -> calendar(id, version, request)));
    }

    private static ResponseEntity<CalendarResponse> created(PublishedCalendar calendar) {
        return ResponseEntity.created(URI.create("/api/v1/sla/calendars/" + calendar.id())).body(CalendarResponse.of(calendar));
    }

    private PublishedCalendar calendar(String id, int version, PublishCalendarRequest request) {
        if (request.version() != null && request.version() != version) throw ApiException.conflict("version-exists");
        var calendar = new PublishedCalendar(id, version, RequestFields.parseName("name", request.name()), request.calendar(),
                clock.instant());
        if (!calendar.calendar().opensAfter(calendar.publishedAt())) throw ApiException.invalid("openings", "over");
        return calendar;
    }
}
