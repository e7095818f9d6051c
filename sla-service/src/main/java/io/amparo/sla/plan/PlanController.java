package io.amparo.sla.plan;

import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiProblem;
import io.amparo.platform.web.Page;
import io.amparo.platform.web.RequestKey;
import io.amparo.sla.calendar.CalendarText;
import io.amparo.sla.calendar.Calendars;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.plan.Objective.CalendarVersion;
import io.amparo.sla.plan.PlanText.CalendarName;
import io.amparo.sla.plan.PlanText.Promise;
import io.amparo.sla.plan.PlanText.Switch;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** REST API of SLA plans. Versions are added, never changed. */
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

    private final SlaPlans plans;
    private final Calendars calendars;
    private final Clock clock;

    PlanController(SlaPlans plans, Calendars calendars, Clock clock) {
        this.plans = plans;
        this.calendars = calendars;
        this.clock = clock;
    }

    @GetMapping
    Page<Answer> all(@Valid @ParameterObject Page.Request wanted) {
        return plans.all(wanted).map(Answer::of);
    }

    @GetMapping("/{id}")
    Answer latest(@PathVariable String id) {
        return plans.latest(id).map(Answer::of).orElseThrow(ApiProblem::notFound);
    }

    @GetMapping("/{id}/versions")
    Page<Answer> versions(@PathVariable String id, @Valid @ParameterObject Page.Request wanted) {
        return plans.versions(id, wanted).map(Answer::of);
    }

    @PostMapping
    ResponseEntity<Answer> create(Caller caller, RequestKey key, @RequestBody PlanText wish) {
        var id = CalendarText.parsed("id", wish.id(), PublishedCalendar::id);
        return created(plans.publishFirst(caller, key, id, version -> plan(id, version, wish)));
    }

    @PostMapping("/{id}/versions")
    ResponseEntity<Answer> publish(Caller caller, RequestKey key, @PathVariable String id, @RequestBody PlanText wish) {
        if (wish.id() != null && !wish.id().equals(id)) throw ApiProblem.malformed("id", "malformed");
        return created(plans.publishNext(caller, key, id, version -> plan(id, version, wish)));
    }

    private SlaPlan plan(String id, int version, PlanText wish) {
        return wish.plan(id, version, clock.instant(), this::calendar);
    }

    private static ResponseEntity<Answer> created(SlaPlan plan) {
        return ResponseEntity.created(URI.create("/api/v1/sla/plans/" + plan.id())).body(Answer.of(plan));
    }

    private Optional<CalendarVersion> calendar(CalendarName wanted) {
        var found = wanted.version() == null ? calendars.latest(wanted.id()) : calendars.version(wanted.id(), wanted.version());
        return found.map(calendar -> new CalendarVersion(calendar.id(), calendar.version()));
    }
}
