package io.amparo.sla.plan;

import static java.util.Objects.requireNonNull;

/** One version of an SLA plan. Its text form is {@code id/version}. */
public record PlanVersion(String id, int version) {
    public PlanVersion {
        requireNonNull(id, "id");
    }

    /** @throws IllegalArgumentException if the text is not {@code id/version} */
    public static PlanVersion parse(String text) {
        var calendar = CalendarVersion.parse(text);
        return new PlanVersion(calendar.id(), calendar.version());
    }

    @Override
    public String toString() {
        return id + "/" + version;
    }
}
