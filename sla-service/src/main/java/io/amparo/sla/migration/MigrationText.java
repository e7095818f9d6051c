package io.amparo.sla.migration;

import io.amparo.platform.web.ApiProblem;
import io.amparo.sla.calendar.CalendarText;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.plan.Policies;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A migration as it is asked for in JSON: with {@code dryRun} for its preview, then without it and with the {@code previewToken} to apply
 * that preview. What cannot be understood is refused by the name of its field.
 */
record MigrationText(@Nullable String plan, @Nullable String calendar, @Nullable Integer toVersion, @Nullable Boolean dryRun,
        @Nullable String previewToken, @Nullable String reason) {

    boolean isPreview() {
        return Boolean.TRUE.equals(dryRun);
    }

    Target target(Policies policies) {
        if ((plan == null) == (calendar == null)) throw ApiProblem.invalid(plan == null ? "plan" : "calendar", "one-subject");
        if (toVersion == null) throw ApiProblem.malformed("toVersion", "required");
        var target = plan != null ? new Target(What.PLAN, plan, toVersion) : new Target(What.CALENDAR, calendar, toVersion);
        if (version(policies, target, 1).isEmpty()) throw ApiProblem.invalid(plan != null ? "plan" : "calendar", "not-known");
        if (version(policies, target, toVersion).isEmpty()) throw ApiProblem.invalid("toVersion", "unknown-version");
        return target;
    }

    private static Optional<?> version(Policies policies, Target target, int version) {
        return target.what() == What.PLAN ? policies.plan(target.id(), version) : policies.calendar(target.id(), version);
    }

    /** Whether nothing else is asked for than was previewed. */
    boolean fits(Target previewed) {
        return (plan == null || previewed.what() == What.PLAN && plan.equals(previewed.id()))
                && (calendar == null || previewed.what() == What.CALENDAR && calendar.equals(previewed.id()))
                && (toVersion == null || toVersion == previewed.version());
    }

    @Nullable
    String checkedReason() {
        return reason(reason);
    }

    static @Nullable String reason(@Nullable String text) {
        if (text != null && text.length() > CalendarText.LONGEST_NAME)
            throw ApiProblem.invalid("reason", "too-long", CalendarText.LONGEST_NAME);
        return text;
    }
}
