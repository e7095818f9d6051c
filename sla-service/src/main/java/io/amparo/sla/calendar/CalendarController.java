package io.amparo.sla.calendar;

import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiProblem;
import io.amparo.sla.calendar.CalendarText.Span;
import io.amparo.sla.calendar.CalendarText.Week;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Calendars over HTTP: versions are added, never changed. */
@RestController
@RequestMapping("/api/v1/sla/calendars")
@Staff({Role.MANAGER, Role.ADMIN})
class CalendarController {

    /** A version to publish; the id only with a calendar's first. Where the version is given, it must be the next one. */
    record Wish(@Nullable String id, @Nullable Integer version, @Nullable String name, @Nullable String zone,
            @Nullable List<Week> windows,
            @Nullable List<String> holidaySets, @Nullable List<Span> closures, @Nullable List<Span> openings) {
        BusinessCalendar calendar() {
            return new CalendarText(zone, windows, holidaySets, closures, openings).calendar("");
        }
    }

    record Answer(String id, int version, String name, String zone, List<Week> windows, List<String> holidaySets,
            List<Span> closures,
            List<Span> openings, Instant publishedAt) {
        static Answer of(PublishedCalendar published) {
            var text = CalendarText.of(published.calendar().rules());
            return new Answer(published.id(), published.version(), published.name(), text.zone(), text.windows(),
                    text.holidaySets(),
                    text.closures(), text.openings(), published.publishedAt());
        }
    }

    record Answers(List<Answer> items) {}

    private final Calendars calendars;
    private final Clock clock;

    CalendarController(Calendars calendars, Clock clock) {
        this.calendars = calendars;
        this.clock = clock;
    }

    @GetMapping
    Answers all() {
        return new Answers(calendars.all().stream().map(Answer::of).toList());
    }

    @GetMapping("/{id}")
    Answer latest(@PathVariable String id) {
        return calendars.latest(id).map(Answer::of).orElseThrow(ApiProblem::notFound);
    }

    @GetMapping("/{id}/versions")
    Answers versions(@PathVariable String id) {
        return new Answers(calendars.versions(id).stream().map(Answer::of).toList());
    }

    @PostMapping
    ResponseEntity<Answer> create(Caller caller, @RequestBody Wish wish) {
        var id = CalendarText.parsed("id", wish.id(), PublishedCalendar::id);
        return publish(caller, id, 1, wish);
    }

    @PostMapping("/{id}/versions")
    ResponseEntity<Answer> publish(Caller caller, @PathVariable String id, @RequestBody Wish wish) {
        if (wish.id() != null && !wish.id().equals(id)) throw ApiProblem.malformed("id", "malformed");
        return publish(caller, id, calendars.latest(id).orElseThrow(ApiProblem::notFound).version() + 1, wish);
    }

    private ResponseEntity<Answer> publish(Caller caller, String id, int version, Wish wish) {
        if (wish.version() != null && wish.version() != version) throw ApiProblem.conflict("version-exists");
        var name = CalendarText.parsed("name", wish.name(), text -> text);
        var calendar = new PublishedCalendar(id, version, name, wish.calendar(), clock.instant());
        if (!calendar.calendar().opensAfter(calendar.publishedAt())) throw ApiProblem.invalid("openings", "over");
        if (!calendars.publish(calendar, "by/" + caller.person())) throw ApiProblem.conflict("version-exists");
        return ResponseEntity.created(URI.create("/api/v1/sla/calendars/" + id)).body(Answer.of(calendar));
    }
}
