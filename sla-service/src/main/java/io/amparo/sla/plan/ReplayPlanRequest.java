package io.amparo.sla.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import io.amparo.events.Vocabulary;
import io.amparo.platform.Adapter;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.OneOf;
import io.amparo.sla.calendar.Calendars;
import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.PublishPlanRequest.CalendarReferenceJson;
import io.amparo.sla.plan.PublishPlanRequest.ObjectiveJson;
import io.amparo.sla.plan.PublishPlanRequest.PackageCalendarJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a replay request: either a reference to a published plan (id, and version or the latest), or an unpublished plan
 * given inline.
 */
@Adapter
public record ReplayPlanRequest(@Nullable String id, @Nullable Integer version, @Nullable String name,
        @Nullable List<ObjectiveJson> objectives, @OneOf(SlaPlan.Reopening.class) @Nullable String reopening,
        @Nullable List<PackageCalendarJson> packageCalendars,
        @OneOf(Vocabulary.Priority.class) @Nullable String qualifiedBugPriority) {
    /** Id of an inline plan. */
    public static final String INLINE_ID = "inline";

    @JsonCreator(mode = Mode.PROPERTIES)
    public ReplayPlanRequest {}

    /** Accepts a JSON string as the id of a plan. */
    @JsonCreator(mode = Mode.DELEGATING)
    static ReplayPlanRequest ofId(String id) {
        return new ReplayPlanRequest(id, null, null, null, null, null, null);
    }

    /**
     * Resolves the plan.
     *
     * @param path prefix of this plan's fields in the request, such as {@code plan.}
     * @throws ApiException if the plan is unknown or invalid; it names the field
     */
    public SlaPlan plan(String path, SlaPlans plans, Calendars calendars, Instant now) {
        if (id == null) return inlinePlan(path, calendars, now);
        if (objectives != null) throw ApiException.malformed(path + "objectives", "id-or-inline");
        var latest = plans.latest(id).orElseThrow(() -> ApiException.invalid(path + "id", "not-known"));
        return version == null
                ? latest
                : plans.version(id, version).orElseThrow(() -> ApiException.invalid(path + "version", "not-known"));
    }

    private SlaPlan inlinePlan(String path, Calendars calendars, Instant now) {
        if (version != null) throw ApiException.malformed(path + "version", "id-or-inline");
        try {
            return new PublishPlanRequest(null, name, objectives, reopening, packageCalendars, qualifiedBugPriority)
                    .plan(INLINE_ID, 1, now, reference -> resolveCalendar(reference, calendars));
        } catch (ApiException e) {
            var error = e.errors().getFirst();
            throw e.status().value() == 400
                    ? ApiException.malformed(path + error.field(), error.code(), error.arguments())
                    : ApiException.invalid(path + error.field(), error.code(), error.arguments());
        }
    }

    private static Optional<CalendarVersion> resolveCalendar(CalendarReferenceJson reference, Calendars calendars) {
        var found = reference.version() == null
                ? calendars.latest(reference.id())
                : calendars.version(reference.id(), reference.version());
        return found.map(calendar -> new CalendarVersion(calendar.id(), calendar.version()));
    }
}
