package io.amparo.sla.plan;

import io.amparo.events.Vocabulary;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.OneOf;
import io.amparo.platform.web.Page;
import io.amparo.sla.calendar.Calendars;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.PublishPlanRequest.CalendarReferenceJson;
import io.amparo.sla.plan.PublishPlanRequest.ObjectiveJson;
import io.amparo.sla.plan.PublishPlanRequest.PackageCalendarJson;
import io.amparo.sla.plan.SlaPlan.Reopening;
import io.amparo.sla.request.RequestFields;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

/** REST API of SLA plans. Versions are added, never changed. */
@RestController
@RequestMapping("/api/v1/sla/plans")
@Staff({Role.MANAGER, Role.ADMIN})
class PlanController {

    record PlanResponse(String id, int version, String name, List<ObjectiveJson> objectives, Reopening reopening,
            List<PackageCalendarJson> packageCalendars, @OneOf(Vocabulary.Priority.class) @Nullable String qualifiedBugPriority,
            Instant publishedAt) {
        static PlanResponse of(SlaPlan plan) {
            return new PlanResponse(plan.id(), plan.version(), plan.name(),
                    plan.objectives().stream().map(ObjectiveJson::of).toList(), plan.reopening(),
                    plan.packageCalendars().stream()
                            .map(each -> new PackageCalendarJson(each.packageCode(), CalendarReferenceJson.of(each.calendar())))
                            .toList(),
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
    @Operation(summary = "List the latest version of each plan, by id")
    Page<PlanResponse> listPlans(@Valid @ParameterObject Page.Request pageRequest) {
        return plans.all(pageRequest).map(PlanResponse::of);
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read the latest version of a plan")
    PlanResponse getPlan(@PathVariable String id) {
        return plans.latest(id).map(PlanResponse::of).orElseThrow(ApiException::notFound);
    }

    @GetMapping("/{id}/versions")
    @Operation(summary = "List the versions of a plan, newest first")
    Page<PlanResponse> listPlanVersions(@PathVariable String id, @Valid @ParameterObject Page.Request pageRequest) {
        return plans.versions(id, pageRequest).map(PlanResponse::of);
    }

    @PostMapping
    @Operation(summary = "Publish the first version of a plan")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<PlanResponse> createPlan(Caller caller, IdempotencyKey key, @RequestBody PublishPlanRequest request) {
        var id = RequestFields.parse("id", request.id(), PublishedCalendar::requireValidId);
        return created(plans.publishFirst(caller, key, id, version -> plan(id, version, request)));
    }

    @PostMapping("/{id}/versions")
    @Operation(summary = "Publish the next version of a plan")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<PlanResponse> publishPlanVersion(Caller caller, IdempotencyKey key, @PathVariable String id,
            @RequestBody PublishPlanRequest request) {
        if (request.id() != null && !request.id().equals(id)) throw ApiException.malformed("id", "malformed");
        return created(plans.publishNext(caller, key, id, version -> plan(id, version, request)));
    }

    private SlaPlan plan(String id, int version, PublishPlanRequest request) {
        return request.plan(id, version, clock.instant(), this::resolveCalendar);
    }

    private static ResponseEntity<PlanResponse> created(SlaPlan plan) {
        return ResponseEntity.created(URI.create("/api/v1/sla/plans/" + plan.id())).body(PlanResponse.of(plan));
    }

    private Optional<CalendarVersion> resolveCalendar(CalendarReferenceJson reference) {
        var found = reference.version() == null
                ? calendars.latest(reference.id())
                : calendars.version(reference.id(), reference.version());
        return found.map(calendar -> new CalendarVersion(calendar.id(), calendar.version()));
    }
}
