package io.amparo.sla.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import io.amparo.platform.Adapter;
import io.amparo.platform.web.ApiProblem;
import io.amparo.sla.calendar.Calendars;
import io.amparo.sla.plan.Objective.CalendarVersion;
import io.amparo.sla.plan.PlanText.CalendarName;
import io.amparo.sla.plan.PlanText.Promise;
import io.amparo.sla.plan.PlanText.Switch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a replay request: either a reference to a published plan (id, and version or the latest), or an unpublished plan
 * given inline.
 */
@Adapter
public record PlanRequest(@Nullable String id, @Nullable Integer version, @Nullable String name,
        @Nullable List<Promise> objectives, @Nullable String reopening, @Nullable List<Switch> packageCalendars,
        @Nullable String qualifiedBugPriority) {
    /** Id of an inline plan. */
    public static final String INLINE = "inline";

    @JsonCreator(mode = Mode.PROPERTIES)
    public PlanRequest {}

    /** Accepts a JSON string as the id of a plan. */
    @JsonCreator(mode = Mode.DELEGATING)
    static PlanRequest named(String id) {
        return new PlanRequest(id, null, null, null, null, null, null);
    }

    /**
     * Resolves the plan.
     *
     * @param path prefix of this plan's fields in the request, such as {@code plan.}
     * @throws ApiProblem if the plan is unknown or invalid; it names the field
     */
    public SlaPlan plan(String path, SlaPlans plans, Calendars calendars, Instant now) {
        if (id == null) return written(path, calendars, now);
        if (objectives != null) throw ApiProblem.malformed(path + "objectives", "id-or-inline");
        var latest = plans.latest(id).orElseThrow(() -> ApiProblem.invalid(path + "id", "not-known"));
        return version == null
                ? latest
                : plans.version(id, version).orElseThrow(() -> ApiProblem.invalid(path + "version", "not-known"));
    }

    private SlaPlan written(String path, Calendars calendars, Instant now) {
        if (version != null) throw ApiProblem.malformed(path + "version", "id-or-inline");
        try {
            return new PlanText(null, name, objectives, reopening, packageCalendars, qualifiedBugPriority).plan(INLINE, 1, now,
                    wanted -> calendar(wanted, calendars));
        } catch (ApiProblem refused) {
            var error = refused.errors().getFirst();
            throw refused.status().value() == 400
                    ? ApiProblem.malformed(path + error.field(), error.code(), error.arguments())
                    : ApiProblem.invalid(path + error.field(), error.code(), error.arguments());
        }
    }

    private static Optional<CalendarVersion> calendar(CalendarName wanted, Calendars calendars) {
        var found = wanted.version() == null ? calendars.latest(wanted.id()) : calendars.version(wanted.id(), wanted.version());
        return found.map(calendar -> new CalendarVersion(calendar.id(), calendar.version()));
    }
}
