package io.amparo.sla.calendar;

import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiProblem;
import io.amparo.platform.web.Page;
import io.amparo.platform.web.RequestKey;
import io.amparo.sla.calendar.CalendarText.Span;
import io.amparo.sla.calendar.CalendarText.Week;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** REST API of calendars. Versions are added, never changed. */
@RestController
@RequestMapping("/api/v1/sla/calendars")
@Staff({Role.MANAGER, Role.ADMIN})
class CalendarController {

    /** A calendar version to publish. The id is required for the first version only. A given version must be the next one. */
    record Wish(@Nullable String id, @Nullable Integer version, @Nullable String name, @Nullable String zone,
            @Nullable List<Week> windows, @Nullable List<String> holidaySets, @Nullable List<Span> closures,
            @Nullable List<Span> openings) {
        BusinessCalendar calendar() {
            return new CalendarText(zone, windows, holidaySets, closures, openings).calendar("");
        }
    }

    record Answer(String id, int version, String name, String zone, List<Week> windows, List<String> holidaySets,
            List<Span> closures, List<Span> openings, Instant publishedAt) {
        static Answer of(PublishedCalendar published) {
            var text = CalendarText.of(published.calendar().rules());
            return new Answer(published.id(), published.version(), published.name(), text.zone(), text.windows(),
                    text.holidaySets(), text.closures(), text.openings(), published.publishedAt());
        }
    }

    private final Calendars calendars;
    private final Clock clock;

    CalendarController(Calendars calendars, Clock clock) {
        this.calendars = calendars;
        this.clock = clock;
    }

    @GetMapping
    Page<Answer> all(@Valid @ParameterObject Page.Request wanted) {
        return calendars.all(wanted).map(Answer::of);
    }

    @GetMapping("/{id}")
    Answer latest(@PathVariable String id) {
        return calendars.latest(id).map(Answer::of).orElseThrow(ApiProblem::notFound);
    }

    @GetMapping("/{id}/versions")
    Page<Answer> versions(@PathVariable String id, @Valid @ParameterObject Page.Request wanted) {
        return calendars.versions(id, wanted).map(Answer::of);
    }

    @PostMapping
    ResponseEntity<Answer> create(Caller caller, RequestKey key, @RequestBody Wish wish) {
        var id = CalendarText.parsed("id", wish.id(), PublishedCalendar::id);
        return created(calendars.publishFirst(caller, key, id, version -> calendar(id, version, wish)));
    }

    @PostMapping("/{id}/versions")
    ResponseEntity<Answer> publish(Caller caller, RequestKey key, @PathVariable String id, @RequestBody Wish wish) {
        if (wish.id() != null && !wish.id().equals(id)) throw ApiProblem.malformed("id", "malformed");
        return created(calendars.publishNext(caller, key, id, version -> calendar(id, version, wish)));
    }

    private static ResponseEntity<Answer> created(PublishedCalendar calendar) {
        return ResponseEntity.created(URI.create("/api/v1/sla/calendars/" + calendar.id())).body(Answer.of(calendar));
    }

    private PublishedCalendar calendar(String id, int version, Wish wish) {
        if (wish.version() != null && wish.version() != version) throw ApiProblem.conflict("version-exists");
        var calendar = new PublishedCalendar(id, version, CalendarText.name("name", wish.name()), wish.calendar(),
                clock.instant());
        if (!calendar.calendar().opensAfter(calendar.publishedAt())) throw ApiProblem.invalid("openings", "over");
        return calendar;
    }
}
