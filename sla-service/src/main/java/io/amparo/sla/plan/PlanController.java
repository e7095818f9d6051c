package io.amparo.sla.plan;

import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiProblem;
import io.amparo.sla.calendar.CalendarText;
import io.amparo.sla.calendar.Calendars;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.plan.Objective.CalendarVersion;
import io.amparo.sla.plan.PlanText.CalendarName;
import io.amparo.sla.plan.PlanText.Promise;
import io.amparo.sla.plan.PlanText.Switch;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Plans over HTTP: versions are added, never changed. */
@RestController
@RequestMapping("/api/v1/sla/plans")
@Staff({Role.MANAGER, Role.ADMIN})
class PlanController {

    record Answer(String id, int version, String name, List<Promise> objectives, String reopening, List<Switch> packageCalendars,
            @Nullable String qualifiedBugPriority, Instant publishedAt) {
        static Answer of(SlaPlan plan) {
            return new Answer(plan.id(), plan.version(), plan.name(), plan.objectives().stream().map(Promise::of).toList(),
                    plan.reopening().name(), plan.packageCalendars().stream()
                            .map(each -> new Switch(each.packageCode(), CalendarName.of(each.calendar()))).toList(),
                    plan.qualifiedBugPriority(), plan.publishedAt());
        }
    }

    record Answers(List<Answer> items) {}

    private final SlaPlans plans;
    private final Calendars calendars;
    private final Clock clock;

    PlanController(SlaPlans plans, Calendars calendars, Clock clock) {
        this.plans = plans;
        this.calendars = calendars;
        this.clock = clock;
    }

    @GetMapping
    Answers all() {
        return new Answers(plans.all().stream().map(Answer::of).toList());
    }

    @GetMapping("/{id}")
    Answer latest(@PathVariable String id) {
        return plans.latest(id).map(Answer::of).orElseThrow(ApiProblem::notFound);
    }

    @GetMapping("/{id}/versions")
    Answers versions(@PathVariable String id) {
        return new Answers(plans.versions(id).stream().map(Answer::of).toList());
    }

    @PostMapping
    ResponseEntity<Answer> create(Caller caller, @RequestBody PlanText wish) {
        return publish(caller, CalendarText.parsed("id", wish.id(), PublishedCalendar::id), 1, wish);
    }

    @PostMapping("/{id}/versions")
    ResponseEntity<Answer> publish(Caller caller, @PathVariable String id, @RequestBody PlanText wish) {
        if (wish.id() != null && !wish.id().equals(id)) throw ApiProblem.malformed("id", "malformed");
        return publish(caller, id, plans.latest(id).orElseThrow(ApiProblem::notFound).version() + 1, wish);
    }

    private ResponseEntity<Answer> publish(Caller caller, String id, int version, PlanText wish) {
        var plan = wish.plan(id, version, clock.instant(), this::calendar);
        if (!plans.publish(plan, "by/" + caller.person())) throw ApiProblem.conflict("version-exists");
        return ResponseEntity.created(URI.create("/api/v1/sla/plans/" + id)).body(Answer.of(plan));
    }

    private Optional<CalendarVersion> calendar(CalendarName wanted) {
        var found = wanted.version() == null ? calendars.latest(wanted.id()) : calendars.version(wanted.id(), wanted.version());
        return found.map(calendar -> new CalendarVersion(calendar.id(), calendar.version()));
    }
}
